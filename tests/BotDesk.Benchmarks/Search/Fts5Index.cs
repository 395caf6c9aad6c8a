using BotDesk.Data;
using BotDesk.Knowledge.Ranking;
using BotDesk.Search.Analysis;
using Microsoft.Data.Sqlite;

namespace BotDesk.Benchmarks.Search;

/// <summary>SQLite's own full-text index over the same articles, to compare with: BM25 with the title counted twice, stop words dropped.</summary>
internal sealed class Fts5Index : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly SqliteCommand _search;

    public Fts5Index(IEnumerable<Article> articles)
    {
        // Touching the desk's provider first makes SQLite load as it does there.
        _ = SqliteProvider.Version();
        _connection.Open();
        Execute("CREATE VIRTUAL TABLE articles USING fts5(id UNINDEXED, title, body, tokenize = 'porter unicode61')");
        using (var transaction = _connection.BeginTransaction())
        {
            using var insert = _connection.CreateCommand();
            insert.CommandText = "INSERT INTO articles VALUES ($id, $title, $body)";
            var (id, title, body) = (insert.Parameters.Add("$id", SqliteType.Text), insert.Parameters.Add("$title", SqliteType.Text), insert.Parameters.Add("$body", SqliteType.Text));
            foreach (var article in articles)
            {
                (id.Value, title.Value, body.Value) = (article.Id, article.Title, article.Body);
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        _search = _connection.CreateCommand();
        _search.CommandText = "SELECT id FROM articles WHERE articles MATCH $query ORDER BY bm25(articles, 0, 2, 1) LIMIT 10";
        _search.Parameters.Add("$query", SqliteType.Text);
    }

    public List<string> Search(string text)
    {
        var words = WordAnalyzer.Standard.Tokens(text).Select(token => token.Term).Distinct().ToList();
        var telling = words.Where(word => !KnowledgeStopWords.English.Contains(word)).ToList();
        _search.Parameters[0].Value = string.Join(" OR ", (telling.Count > 0 ? telling : words).Select(word => $"\"{word}\""));
        var found = new List<string>();
        using var reader = _search.ExecuteReader();
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    public void Dispose()
    {
        _search.Dispose();
        _connection.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
