namespace BotDesk.Cards.Expressions;

/// <summary>What a value is to the expression language. Missing and null differ: a missing property is dropped, a null one is kept.</summary>
internal enum ValueKind : byte
{
    Undefined,
    Null,
    Boolean,
    Number,
    Text,
    Array,
    Object,

    /// <summary>The evaluation went wrong; the value carries the reason.</summary>
    Error,
}
