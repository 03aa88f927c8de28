"""Pictures: arrays in, a figure out; matplotlib is imported when one is drawn."""
