// A line of a batch's input: a request, the cancellation of one, or neither.

import Records
import RgitCore

/// A command line with an id.
struct BatchRequest: Sendable {
    /// The id as it is written: a JSON string, a number, or `null`.
    var id = BatchRequest.noID
    /// The arguments behind `rgit`.
    var arguments: [[UInt8]] = []
    /// The directory to start from, relative to that of the batch; `nil` for that itself.
    var directory: [UInt8]?
    /// What the command reads as standard input.
    var input: [UInt8] = []

    /// The id of a line without one.
    static let noID = Array("null".utf8)
}

/// What a line of a batch's input says.
enum BatchLine: Sendable {
    /// Answer this.
    case request(BatchRequest)
    /// End the request with this id.
    case cancel([UInt8])
    /// The line is no request; its id is there where it could be read.
    case unreadable(id: [UInt8], RgitError)

    /// The longest line, in bytes.
    static let maximumLength = 16 << 20

    /// Reads a line.
    init(_ line: [UInt8]) {
        var request = BatchRequest()
        do throws(JSONError) {
            if let id = try BatchLine.read(line, into: &request) {
                self = .cancel(id)
            } else {
                self = .request(request)
            }
        } catch {
            self = .unreadable(id: request.id, RgitError(.usage, "not a request", error.what))
        }
    }

    /// A line that is too long to be read.
    static let tooLong = BatchLine.unreadable(
        id: BatchRequest.noID, RgitError(.usage, "not a request", "longer than 16 MiB"))

    /// Reads the members of a request; returns the id of the request that is to be cancelled, if that is what the line says.
    private static func read(
        _ line: [UInt8], into request: inout BatchRequest
    ) throws(JSONError) -> [UInt8]? {
        var reader = JSONReader(line)
        var cancelled: [UInt8]?
        var names: Set<[UInt8]> = []
        try reader.object { reader, name throws(JSONError) in
            let word = String(decoding: name, as: UTF8.self)
            guard names.insert(name).inserted else { throw JSONError("member given twice: \(word)") }
            switch word {
            case "id": request.id = try id(&reader)
            case "cancel": cancelled = try id(&reader)
            case "cwd": request.directory = try text(&reader, of: word)
            case "stdin": request.input = try reader.string()
            case "args":
                try reader.array { reader throws(JSONError) in
                    request.arguments.append(try text(&reader, of: word))
                }
            default: throw JSONError("unknown member: \(word)")
            }
        }
        try reader.end()
        if cancelled != nil {
            if names.count > 1 { throw JSONError("\"cancel\" stands alone") }
        } else if !names.contains(Array("args".utf8)) {
            throw JSONError("without \"args\"")
        }
        return cancelled
    }

    private static func id(_ reader: inout JSONReader) throws(JSONError) -> [UInt8] {
        let id = try reader.scalar()
        guard id.first != UInt8(ascii: "t"), id.first != UInt8(ascii: "f") else {
            throw JSONError("an id is a string, a number or null")
        }
        guard Text(id).undecoded == nil else { throw JSONError("the id is not UTF-8") }
        return id
    }

    /// A string for the system, which ends strings at NUL.
    private static func text(_ reader: inout JSONReader, of name: String) throws(JSONError) -> [UInt8] {
        let text = try reader.string()
        guard !text.contains(0) else { throw JSONError("NUL in \"\(name)\"") }
        return text
    }
}
