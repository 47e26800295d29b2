// Reads an annotated tag: what it points at, its name, who made it and where its message begins.

/// The parts of an annotated tag, as places in its content.
public struct ParsedTag: Sendable, Equatable {
    /// The object the tag points at.
    public let target: ObjectID
    /// The type the tag says its object has.
    public let targetType: ObjectType
    /// The tag's name.
    public let name: [UInt8]
    /// The tagger's line without the word `tagger`: name, address, date, offset; `nil` for the oldest tags.
    public let tagger: [UInt8]?
    /// Where the message (with any signature) begins in the content.
    public let messageStart: Int
}

/// Parses the content of tag objects.
public enum TagParser {
    /// Reads a tag as git does: `object`, `type` and `tag` lines in this order, then perhaps `tagger` and other headers.
    public static func parse(
        _ content: [UInt8], _ format: ObjectFormat, id: ObjectID? = nil
    ) throws(GitObjectError) -> ParsedTag {
        var position = 0
        guard let object = line("object ", content, &position), let target = ObjectID(hex: object, format)
        else {
            throw GitObjectError(.damaged, "tag lacks its object line", object: id, offset: position)
        }
        guard let typeName = line("type ", content, &position) else {
            throw GitObjectError(.damaged, "tag lacks its type line", object: id, offset: position)
        }
        guard let type = ObjectType(name: typeName) else {
            throw GitObjectError(.damaged, "tag of an unknown type of object", object: id, offset: position)
        }
        guard let name = line("tag ", content, &position) else {
            throw GitObjectError(.damaged, "tag lacks its name", object: id, offset: position)
        }
        let tagger = line("tagger ", content, &position)
        // Whatever other headers follow, the message begins after the first empty line.
        while position < content.count, content[position] != 0x0a {
            guard let end = content[position...].firstIndex(of: 0x0a) else {
                position = content.count
                break
            }
            position = end + 1
        }
        return ParsedTag(
            target: target, targetType: type, name: Array(name), tagger: tagger.map { Array($0) },
            messageStart: min(position + 1, content.count))
    }

    /// The rest of the line at `position`, if it begins with `key`; moves past it.
    private static func line(
        _ key: StaticString, _ content: [UInt8], _ position: inout Int
    ) -> ArraySlice<UInt8>? {
        let rest = content[position...]
        let key = key.description.utf8
        guard rest.starts(with: key), let end = rest.firstIndex(of: 0x0a) else { return nil }
        position = end + 1
        return rest[(rest.startIndex + key.count)..<end]
    }
}
