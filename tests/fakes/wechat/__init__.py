"""A WeChat of our own: pushes what followers do, as the platform does."""
