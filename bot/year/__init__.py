"""A year of a 500-flat centre, lived through the desk itself: owners write, staff work, the clock ticks."""
