"""Evolution of a tournament: which process, what came of it, in words and in files."""
