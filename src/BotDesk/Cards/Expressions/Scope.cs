namespace BotDesk.Cards.Expressions;

/// <summary>What names mean at one place of a template: <c>$root</c>, <c>$data</c> and <c>$index</c> (negative outside of a repetition).</summary>
internal readonly record struct Scope(Value Root, Value Data, int Index)
{
    public Scope(Value root)
        : this(root, root, -1)
    {
    }
}
