/// The description of what can be asked: `Config/openapi.yaml`, as it was when the program was built.
enum APIDescription {
    static let yaml = String(decoding: PackageResources.openapi_yaml, as: UTF8.self)
}
