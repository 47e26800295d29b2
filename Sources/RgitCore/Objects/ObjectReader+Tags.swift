// Reads tag objects.

import GitObjects

extension ObjectReader {
    /// What a tag object says.
    func tag(_ id: ObjectID) throws(RgitError) -> ParsedTag {
        let content = try bytes(id, .tag)
        do throws(GitObjectError) {
            return try TagParser.parse(content, format, id: id)
        } catch {
            throw RgitError(error)
        }
    }
}
