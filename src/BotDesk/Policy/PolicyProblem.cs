namespace BotDesk.Policy;

/// <summary>One thing that is wrong with a file that an administrator edits.</summary>
/// <param name="Line">Counted from 1; 0 where the problem is the whole file.</param>
/// <param name="Column">Counted from 1; 0 where the problem is the whole file.</param>
public sealed record PolicyProblem(string File, int Line, int Column, string Message)
{
    /// <summary>As compilers write it, so that editors can jump there: <c>desk.yaml:12:5: message</c>.</summary>
    public override string ToString() => Line == 0 ? $"{File}: {Message}" : $"{File}:{Line}:{Column}: {Message}";
}
