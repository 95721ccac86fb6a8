"""The only room that touches the PDF signature library: sign one revision, read one signature."""
