"""Lifecycles as files: states, transitions, who signs, and what each state demands."""
