"""Tests of the page in a browser: Debian's Chromium and its driver against a running `blotter serve`."""
