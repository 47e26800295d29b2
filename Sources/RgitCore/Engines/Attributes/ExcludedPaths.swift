// Decides which paths are left out because of an attribute, such as linguist-generated.

import Records

/// The paths with one of some attributes, set or `true`; `.gitattributes` files are read where git diff looks for them.
struct ExcludedPaths {
    private let attributes: AttributeReader?
    private let names: [[UInt8]]

    /// Leaves out the paths with one of the attributes `names`.
    init(_ session: Session, attributes names: [Text]) throws(RgitError) {
        self.names = names.map(\.bytes)
        attributes = names.isEmpty ? nil : try AttributeReader(session)
    }

    /// Leaves out the paths to which `attributes` gives one of the attributes `names`.
    init(_ attributes: AttributeReader, names: [Text]) {
        self.names = names.map(\.bytes)
        self.attributes = names.isEmpty ? nil : attributes
    }

    /// Whether a path is left out.
    func contains(_ path: [UInt8]) -> Bool {
        guard let found = attributes?.attributes(path) else { return false }
        return names.contains { name in
            switch found[name] {
            case .set: true
            case .value(let value): value == Array("true".utf8)
            default: false
            }
        }
    }
}
