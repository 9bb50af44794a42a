public import ArgumentParser
public import Incidents
public import TimelineRendering

// The domain's enumerated values as values of flags; the argument parser lists them in help texts and complaints.

extension AsOf.Clock: ExpressibleByArgument {}
extension Audience: ExpressibleByArgument {}
extension FigureSeries.Policy: ExpressibleByArgument {}
extension IncidentKind: ExpressibleByArgument {}
extension IncidentStatus: ExpressibleByArgument {}
extension SnapshotSVGRenderer.Subject: ExpressibleByArgument {}
