using System.Text;

namespace BotDesk.Knowledge.Reading;

/// <summary>Collects text piece by piece into runs of which neighbours differ in look.</summary>
internal sealed class ArticleRunsBuilder
{
    private readonly List<ArticleRun> _finished = [];
    private readonly StringBuilder _text = new();
    private ArticleRun _look = new("");

    public bool IsEmpty => _finished.Count == 0 && _text.Length == 0;

    /// <param name="look">How the text looks; its own text does not count.</param>
    public void Append(string text, ArticleRun look)
    {
        look = look with { Text = "" };
        if (look != _look)
        {
            Finish();
            _look = look;
        }

        _text.Append(text);
    }

    public void Append(IEnumerable<ArticleRun> runs, bool bold = false)
    {
        foreach (var run in runs)
        {
            Append(run.Text, run with { Bold = run.Bold || bold });
        }
    }

    /// <returns>The runs; none when there is nothing to read in them.</returns>
    public IReadOnlyList<ArticleRun> Build()
    {
        Finish();
        return _finished.TrueForAll(run => string.IsNullOrWhiteSpace(run.Text)) ? [] : _finished;
    }

    private void Finish()
    {
        if (_text.Length > 0)
        {
            _finished.Add(_look with { Text = _text.ToString() });
            _text.Clear();
        }
    }
}
