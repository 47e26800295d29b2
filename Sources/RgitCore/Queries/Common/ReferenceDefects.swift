// What lists of references say about a reference that does not resolve and is left out.

/// Why a reference is left out of a list.
enum OmittedReference: Sendable {
    /// As git, which warns and goes on.
    case warning(Warning)
    /// It cannot be read.
    case problem(RgitError)

    /// What is said of a defective reference, which people call a `noun`; `nil` for one that resolves.
    init?(_ reference: Reference, _ noun: String) {
        switch reference.defect {
        case nil: return nil
        case .dangling:
            self = .warning(Warning("ignoring symbolic \(noun) that leads nowhere", reference.name))
        case .badName: self = .warning(Warning("ignoring \(noun) with broken name", reference.name))
        case .broken: self = .problem(RgitError(.damaged, "broken reference", reference.name))
        }
    }
}

extension RgitError {
    /// The error with the name of the reference in front, which people call a `noun`.
    func reading(_ noun: String, _ reference: Reference) -> RgitError {
        let rest = subject.isEmpty ? [] : [0x20] + subject.bytes
        return RgitError(
            kind, "cannot read \(noun) '\(reference.shortName.printableText)'", Array(what.utf8) + rest,
            hint: hint, object: object)
    }
}

extension Answer {
    /// Notes why a reference was left out.
    mutating func note(_ omitted: OmittedReference) {
        switch omitted {
        case .warning(let warning): warnings.append(warning)
        case .problem(let problem): problems.append(problem)
        }
    }
}
