namespace BotDesk;

/// <summary>Why something was refused, in the sense that decides how each door answers.</summary>
public enum RefusalKind
{
    /// <summary>What was given does not fit; <see cref="Refusal.Field"/> says which field. HTTP 400.</summary>
    Invalid,

    /// <summary>Not this person's to do. HTTP 403.</summary>
    Forbidden,

    /// <summary>Not there, or not for this person to know of. HTTP 404.</summary>
    NotFound,

    /// <summary>Things are no longer as they were when it was asked. HTTP 409.</summary>
    Conflict,

    /// <summary>Somebody changed it since it was read, and the change was asked for as it was then. HTTP 412.</summary>
    Stale,

    /// <summary>The name that makes a request count once was used for another request. HTTP 422.</summary>
    Reused,

    /// <summary>An edit that does not say which version it was made from. HTTP 428.</summary>
    Blind,
}

/// <summary>How HTTP says each kind of refusal.</summary>
internal static class RefusalStatus
{
    public static int HttpStatus(this RefusalKind kind) => kind switch
    {
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
        RefusalKind.Reused => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.Blind => StatusCodes.Status428PreconditionRequired,
        _ => StatusCodes.Status400BadRequest,
    };
}

/// <summary>An expected "no", told to a person in a sentence, in their language. One refusal serves chat, card, console and HTTP.</summary>
/// <param name="Message">What was wrong and what to do, in the second person.</param>
/// <param name="Field">The field it concerns, for the form to show it beside.</param>
public sealed record Refusal(RefusalKind Kind, Phrase Message, string? Field = null)
{
    /// <summary>Everything that does not fit, by field, where it is known all at once.</summary>
    public IReadOnlyDictionary<string, Phrase>? Fields { get; init; }

    /// <param name="fields">What is wrong, by field; not empty.</param>
    public static Refusal Invalid(IReadOnlyDictionary<string, Phrase> fields) => new(RefusalKind.Invalid, fields.First().Value, fields.First().Key) { Fields = fields };

    public static Refusal Invalid(string field, Phrase message) => new(RefusalKind.Invalid, message, field);

    public static Refusal Forbidden(Phrase message) => new(RefusalKind.Forbidden, message);

    public static Refusal NotFound(Phrase message) => new(RefusalKind.NotFound, message);

    public static Refusal Conflict(Phrase message) => new(RefusalKind.Conflict, message);
}

/// <summary>What an operation gives, or why it does not.</summary>
public readonly record struct Outcome<T>(T? Value, Refusal? Refusal)
    where T : class
{
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);

    /// <summary>Exactly one of the two is not null.</summary>
    public bool Is([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? value, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Refusal? refusal)
    {
        (value, refusal) = (Value, Refusal);
        return refusal is null;
    }
}
