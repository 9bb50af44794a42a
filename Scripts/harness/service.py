"""Ends the service again and again under load, and lets hostile clients loose on it beside a good one."""
from .common import scratch
from .parts.hostile import CROWDS, hostile
from .parts.restarts import restarts

PARTS = {"restarts": restarts, "hostile": hostile}


def arguments(parser):
    parser.add_argument("--part", choices=PARTS, help="this part alone")
    parser.add_argument("--rounds", type=int, default=50, help="restarts: how often the service is ended")
    parser.add_argument("--longest", type=float, default=0.5, help="restarts: seconds of load before each end, at most")
    parser.add_argument("--seconds", type=float, default=15, help="hostile: how long the good client works beside each crowd")
    parser.add_argument("--events", type=int, default=20_000, help="hostile: how many events the log has")
    parser.add_argument("--kinds", nargs="+", choices=CROWDS, default=list(CROWDS), metavar="KIND",
                        help=f"hostile: these alone ({', '.join(CROWDS)})")
    parser.add_argument("--crowd", type=float, default=1, metavar="SHARE", help="hostile: which share of each crowd comes")
    parser.add_argument("--together", action="store_true", help="hostile: only all of them at once")
    parser.add_argument("--lie", action="store_true", help="the control, which must fail in each part")


def attack(options, report):
    for name, part in PARTS.items():
        if options.part in (None, name):
            with scratch() as directory:
                part(options, report, directory)
