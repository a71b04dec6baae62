"""Training of the reader (``rag.reader``): public pairs first, then questions over news."""
