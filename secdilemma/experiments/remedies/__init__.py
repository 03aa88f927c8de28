"""Can the security dilemma be solved? Every remedy against anarchy, as an experiment."""
