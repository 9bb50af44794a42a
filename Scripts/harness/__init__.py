"""The attacks of Scripts/soak, one file each."""
