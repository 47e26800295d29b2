// The answer to one request of a batch: its rows or its bytes as messages, and one message at the end.

import Records
import RgitCore
import Synchronization

/// Turns what a command answers into lines of a batch's output.
final class BatchAnswer: AnswerChannel {
    private struct State {
        /// Lines that are not handed on yet.
        var lines: [UInt8] = []
        /// When lines were last handed on, in nanoseconds.
        var lastWrite: UInt64
        /// The beginning of a character whose end has not come yet.
        var cut: [UInt8] = []
        var members: [UInt8] = []
    }

    /// The maximum number of bytes of one message's text.
    private static let maximumText = 64 << 10
    /// How much is collected before it is handed on.
    private static let bufferSize = 32 << 10
    /// After how many nanoseconds what was collected is handed on all the same.
    private static let flushInterval: UInt64 = 50_000_000
    /// After how many nanoseconds the first rows are: those of a quick answer come with its end, in one piece.
    private static let firstInterval: UInt64 = 1_000_000

    private let place: Int
    private let outlet: BatchOutlet
    private let opening: [UInt8]
    private let state: Mutex<State>

    /// Answers the request `id`, the `place`th of the batch.
    init(to id: [UInt8], place: Int, outlet: BatchOutlet) {
        self.place = place
        self.outlet = outlet
        opening = Array("{\"id\":".utf8) + id
        state = Mutex(State(lastWrite: Clock.nanoseconds() &- Self.flushInterval &+ Self.firstInterval))
    }

    /// Takes rows: `{"id":…,"row":{…}}`.
    func rows(_ lines: [UInt8]) throws {
        try state.withLock { state in
            let prefix = opening + Array(",\"row\":".utf8)
            var start = 0
            while let end = lines[start...].firstIndex(of: 0x0a) {
                state.lines += prefix
                state.lines += lines[start..<end]
                state.lines += [0x7d, 0x0a]
                start = end + 1
            }
            try handOn(&state)
        }
    }

    /// Takes bytes: `{"id":…,"text":"…"}`, or `{"id":…,"base64":"…"}` where they are no UTF-8.
    func text(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            let bytes = state.cut + bytes
            state.cut = []
            var start = 0
            while start < bytes.count {
                var piece = bytes[start..<min(bytes.count, start + Self.maximumText)]
                let cut = Self.cutCharacter(piece)
                if piece.endIndex == bytes.count {
                    state.cut = Array(bytes[(bytes.count - cut)...])
                    start = bytes.count
                } else {
                    start = piece.endIndex - cut
                }
                piece = piece.dropLast(cut)
                append(Array(piece), &state)
            }
            try handOn(&state)
        }
    }

    /// The number of bytes at the end of a piece that begin a character which goes on behind it.
    private static func cutCharacter(_ piece: ArraySlice<UInt8>) -> Int {
        for (index, byte) in piece.suffix(3).reversed().enumerated() where byte & 0xc0 != 0x80 {
            let length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
            return length > index + 1 ? index + 1 : 0
        }
        return 0
    }

    private func append(_ piece: [UInt8], _ state: inout State) {
        guard !piece.isEmpty else { return }
        state.lines += opening
        var writer = ValueWriter(style: .json)
        if Text(piece).undecoded == nil {
            state.lines += Array(",\"text\":".utf8)
            writer.bytes(piece)
        } else {
            state.lines += Array(",\"base64\":".utf8)
            writer.base64(piece)
        }
        state.lines += writer.bytes
        state.lines += [0x7d, 0x0a]
    }

    /// Takes the document's members besides its rows.
    func members(_ json: [UInt8]) {
        state.withLock { $0.members = json }
    }

    private func handOn(_ state: inout State) throws {
        let now = Clock.nanoseconds()
        guard state.lines.count >= Self.bufferSize || now &- state.lastWrite > Self.flushInterval else {
            return
        }
        state.lastWrite = now
        let lines = state.lines
        state.lines = []
        try outlet.write(lines, of: place)
    }

    /// Ends the answer: `{"id":…,"done":{"exit":…,…,"warnings":[…],"errors":[…]}}`.
    func finish(_ exit: Exit, errors: [RgitError], warnings: [Warning] = []) {
        let lines = state.withLock { state in
            append(state.cut, &state)
            var writer = ValueWriter(style: .json)
            writer.append(raw: "\"warnings\":")
            writer.objects { writer in
                for warning in warnings {
                    writer.object { writer in
                        writer.key("what")
                        writer.string(warning.what)
                        writer.key("subject")
                        writer.text(warning.subject)
                    }
                }
            }
            writer.append(raw: ",\"errors\":")
            writer.objects { writer in for error in errors { writer.error(error) } }
            var lines = state.lines + opening
            lines += Array(",\"done\":{\"exit\":\(exit.rawValue)".utf8)
            lines += state.members
            lines.append(0x2c)
            lines += writer.bytes
            lines += Array("}}\n".utf8)
            return lines
        }
        outlet.finish(lines, of: place)
    }
}
