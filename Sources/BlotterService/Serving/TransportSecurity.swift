import HummingbirdCore
import HummingbirdTLS
import NIOSSL
import Platform

/// What it takes to speak TLS: the certificate chain by which the service is known, and the key that belongs to it.
///
/// Both are read before anything is listened for, so that one that cannot be used is a sentence and no surprise to the
/// first client.
struct TransportSecurity {
    private let configuration: TLSConfiguration

    /// For how long a browser that came by TLS comes by nothing else (RFC 6797): a year.
    static let strict = "max-age=31536000"

    /// Reads both files (PEM).
    init(certificate: String, key: String) throws(ServiceConfiguration.Fault) {
        let chain = try Self.read(certificate, as: "certificate", "begins with -----BEGIN CERTIFICATE-----") { bytes in
            let chain = try NIOSSLCertificate.fromPEMBytes(bytes)
            return chain.isEmpty ? nil : chain
        }
        let privateKey = try Self.read(key, as: "key", "begins with -----BEGIN PRIVATE KEY----- and has no passphrase")
        {
            bytes in try NIOSSLPrivateKey(bytes: bytes, format: .pem)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        // What each file is for itself says nothing of whether they belong together.
        guard (try? NIOSSLContext(configuration: configuration)) != nil else {
            throw ServiceConfiguration.Fault(
                description:
                    "the key in \(key) does not belong to the certificate in \(certificate); give the two that were made together"
            )
        }
        self.configuration = configuration
    }

    /// The same connections, in TLS.
    func securing<Connections: ServerChildChannel>(_ connections: Connections) throws -> TLSChannel<Connections> {
        try TLSChannel(connections, tlsConfiguration: configuration)
    }

    private static func read<Content>(
        _ path: String, as name: String, _ form: String, _ parse: ([UInt8]) throws -> Content?
    ) throws(ServiceConfiguration.Fault) -> Content {
        let bytes: [UInt8]?
        do { bytes = try PrivateFile(path).read() } catch {
            throw ServiceConfiguration.Fault(description: "\(name): \(error)")
        }
        guard let bytes else { throw ServiceConfiguration.Fault(description: "\(name): there is no file \(path)") }
        guard let content = try? parse(bytes) else {
            throw ServiceConfiguration.Fault(
                description: "\(name): \(path) cannot be read; give a file of PEM that \(form)")
        }
        return content
    }
}
