/// The description of what can be asked, as `Config/openapi.yaml` has it.
enum APIDescription {
    static let yaml = "openapi: 3.1.0\n"
}
