"""How the verifier of statements (`index/verifying/model`) is made."""
