"""The figures of Scripts/bench, one file each: `figures(bench)` gives what is to be measured."""
