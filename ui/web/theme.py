"""The Gradio theme: system fonts only, and quiet defaults under our own style sheet."""

from __future__ import annotations

from typing import Any

import gradio as gr

SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")


def theme() -> Any:
    """A ``gradio.themes.Base`` whose colours come from the variables of page.css."""
    made = gr.themes.Base(
        font=SANS,
        font_mono=MONO,
        radius_size=gr.themes.sizes.radius_md,
        text_size=gr.themes.sizes.text_md,
    )
    colours = {
        "body_background_fill": "var(--or-paper)",
        "body_text_color": "var(--or-ink)",
        "body_text_color_subdued": "var(--or-muted)",
        "background_fill_primary": "var(--or-sheet)",
        "background_fill_secondary": "var(--or-paper)",
        "block_background_fill": "transparent",
        "block_border_color": "var(--or-line)",
        "border_color_primary": "var(--or-line)",
        "input_background_fill": "var(--or-sheet)",
        "input_border_color": "var(--or-edge)",
        "input_border_color_focus": "var(--or-accent)",
        "input_placeholder_color": "var(--or-muted)",
        "button_primary_background_fill": "var(--or-accent)",
        "button_primary_background_fill_hover": "var(--or-accent-strong)",
        "button_primary_text_color": "var(--or-on-accent)",
        "button_secondary_background_fill": "var(--or-sheet)",
        "button_secondary_background_fill_hover": "var(--or-wash)",
        "button_secondary_text_color": "var(--or-ink)",
        "button_secondary_border_color": "var(--or-edge)",
        "link_text_color": "var(--or-accent)",
    }
    light_and_dark = {  # Gradio keeps two values of each; ours change by themselves
        name: value for name, value in colours.items() for name in (name, f"{name}_dark")
    }
    return made.set(
        **light_and_dark,
        color_accent="var(--or-accent)",
        block_border_width="0px",
        block_shadow="none",
    )
