"""The peers of Scripts/bench that are not programs in C alone: `Server(bench)` is one that runs while the bench does."""
