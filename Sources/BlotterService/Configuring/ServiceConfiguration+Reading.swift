import Chronology
import Configuration
import StrictJSON

extension ServiceConfiguration {
    /// Why a configuration cannot be read.
    public struct Fault: Error, CustomStringConvertible {
        /// The whole sentence: which value, where it was given, what to do.
        public let description: String
    }

    /// Reads the configuration: a flag counts before the environment, the environment before the file, the file before
    /// the default.
    ///
    /// - Parameters:
    ///   - flags: the values of flags by their names, such as `limits.body-bytes`.
    ///   - environment: the variables of the process. `limits.body-bytes` is `BLOTTER_SERVE_LIMITS_BODY_BYTES` there.
    ///   - file: a JSON object with the same names, nested as the dots say; nil where there is none.
    ///   - defaults: what counts where none of them says anything, by the names of flags.
    /// - Throws: for a value that is wrong wherever it is given, and for names in the file that nobody knows.
    public init(
        flags: [String: String], environment: [String: String], file: [UInt8]?, defaults: [String: String] = [:]
    ) throws(Fault) {
        self.init()
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "flags", values: Self.values(flags)),
            EnvironmentVariablesProvider(environmentVariables: environment),
        ]
        if let file { providers.append(InMemoryProvider(name: "file", values: try Self.values(ofFile: file))) }
        providers.append(InMemoryProvider(name: "defaults", values: Self.values(defaults)))
        let reader = ConfigReader(providers: providers)
        for setting in Setting.all {
            // Everything is asked for as text, and judged here: a number that is none must not pass for no number.
            guard let text = reader.string(forKey: ConfigKey(Self.root + setting.key)) else { continue }
            try take(text, for: setting)
        }
        if (certificate == nil) != (key == nil) {
            throw Fault(description: "certificate and key go together; give both or none")
        }
        _ = try ServiceZone(zone)
    }

    /// In the environment every name begins with BLOTTER_SERVE.
    fileprivate static let root = ["blotter", "serve"]

    private mutating func take(_ text: String, for setting: Setting) throws(Fault) {
        switch setting.value {
        case .text(_, let set):
            guard set(&self, text) else { throw Fault(description: "\(setting.name) cannot be '\(text)'") }
        case .number(let range, _, let set):
            guard let number = Int(text), range.contains(number) else {
                throw Fault(
                    description:
                        "\(setting.name) cannot be '\(text)'; give a whole number from \(range.lowerBound) to \(range.upperBound)"
                )
            }
            set(&self, number)
        case .flag(_, let set):
            guard let flag = ["true": true, "false": false][text] else {
                throw Fault(description: "\(setting.name) cannot be '\(text)'; say true or false")
            }
            set(&self, flag)
        }
    }

    private static func values(_ texts: [String: String]) -> [AbsoluteConfigKey: ConfigValue] {
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for (name, text) in texts {
            let key = AbsoluteConfigKey(root + name.split(separator: ".").map(String.init))
            values[key] = ConfigValue(stringLiteral: text)
        }
        return values
    }

    /// The values of a file of JSON. It is read strictly: what nobody knows would be a limit that does not hold.
    private static func values(ofFile bytes: [UInt8]) throws(Fault) -> [AbsoluteConfigKey: ConfigValue] {
        let root: JSONValue
        do { root = try JSONDocument(parsing: bytes).root } catch {
            throw Fault(description: "the configuration file is \(error)")
        }
        guard root.kind == .object else { throw Fault(description: "the configuration file is no JSON object") }
        var texts: [String: String] = [:]
        func take(_ object: JSONValue, under prefix: String) throws(Fault) {
            for (name, value) in object.members {
                let name = prefix + name
                switch value.kind {
                case .object: try take(value, under: name + ".")
                case .string: texts[name] = value.string
                case .number: texts[name] = value.numberText
                case .bool: texts[name] = value.bool == true ? "true" : "false"
                case .null: break
                case .array: throw Fault(description: "\(name) is a list in the configuration file; give one value")
                }
            }
        }
        try take(root, under: "")
        let names = Setting.all.map(\.name)
        for name in texts.keys.sorted() where !names.contains(name) {
            throw Fault(
                description:
                    "'\(name)' in the configuration file is no setting\(NearWord.advice(name, among: names))")
        }
        return values(texts)
    }

    /// The configuration as a file would hold it, for `--print-config`.
    public var json: [UInt8] {
        var writer = JSONWriter()
        var isInLimits = false
        writer.beginObject()
        for setting in Setting.all {
            if setting.key.count > 1, !isInLimits {
                writer.key(named: setting.key[0])
                writer.beginObject()
                isInLimits = true
            }
            writer.key(named: setting.key[setting.key.count - 1])
            switch setting.value {
            case .text(let get, _): if let text = get(self) { writer.string(text) } else { writer.null() }
            case .number(_, let get, _): writer.integer(get(self))
            case .flag(let get, _): writer.bool(get(self))
            }
        }
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }
}

extension ServiceConfiguration {
    /// The names of the limits.
    public static var limitNames: [String] { Setting.all.filter { $0.key[0] == "limits" }.map { $0.key[1] } }

    /// The variables of an environment that belong to the configuration.
    ///
    /// - Parameter variable: gives the value of a variable.
    public static func variables(_ variable: (String) -> String?) -> [String: String] {
        var variables: [String: String] = [:]
        for setting in Setting.all { variables[setting.variable] = variable(setting.variable) }
        return variables
    }

    /// Refuses variables of an environment that look like settings and are none: a limit would not hold.
    public static func checkVariables(_ names: [String]) throws(Fault) {
        let known = Setting.all.map(\.variable)
        for name in names.sorted() where name.hasPrefix("BLOTTER_SERVE_") && !known.contains(name) {
            throw Fault(
                description: "'\(name)' in the environment is no setting\(NearWord.advice(name, among: known))")
        }
    }
}

extension Setting {
    /// Its name in the environment: `BLOTTER_SERVE_LIMITS_BODY_BYTES`.
    fileprivate var variable: String {
        (ServiceConfiguration.root + key).joined(separator: "_").replacing("-", with: "_").uppercased()
    }
}
