import ArgumentParser

/// What keeps one event from being appended twice, or on what its writer has not seen.
struct OnceOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Name of the event: giving it again with the same content appends nothing.", valueName: "id")
    )
    var id: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "The revision of the incident that you have seen; refused when there is a newer one.", valueName: "revision"
        ))
    var expect: String?
}
