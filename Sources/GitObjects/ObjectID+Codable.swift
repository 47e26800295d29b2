// Object names and types in JSON and other codings: as their hexadecimal digits, and as their names.

extension ObjectID: Codable {
    /// Decodes a name from its hexadecimal digits.
    ///
    /// - Throws: `DecodingError` where the string is no object name.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let digits = try container.decode(String.self)
        guard let id = ObjectID(digits) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(digits)' is no object name")
        }
        self = id
    }

    /// Encodes the name as its hexadecimal digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension ObjectID: LosslessStringConvertible {}

extension ObjectType: Codable {
    /// Decodes a type from its name.
    ///
    /// - Throws: `DecodingError` where the string is no type.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        let all: [ObjectType] = [.commit, .tree, .blob, .tag]
        guard let type = all.first(where: { $0.name == name }) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(name)' is no type of object")
        }
        self = type
    }

    /// Encodes the type as its name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}
