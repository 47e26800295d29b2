// Reads tag objects.

import GitObjects

extension ObjectReader {
    /// What a tag object says.
    func tag(_ id: ObjectID) throws(RgitError) -> ParsedTag {
        try tag(id, content: bytes(id, .tag))
    }

    /// What a tag object that has been read says.
    func tag(_ id: ObjectID, content: [UInt8]) throws(RgitError) -> ParsedTag {
        do throws(GitObjectError) {
            return try TagParser.parse(content, format, id: id)
        } catch {
            throw RgitError(error)
        }
    }
}
