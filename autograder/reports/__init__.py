"""Pages and files made from grades."""
