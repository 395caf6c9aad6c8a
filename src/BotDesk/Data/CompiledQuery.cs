using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace BotDesk.Data;

/// <summary>
/// A query that is compiled once per model. EF ties a compiled query to the model it first ran on, and SQLite's and PostgreSQL's are
/// two: a static one would fail in a process that opens both.
/// </summary>
/// <param name="compile">Such as <c>() => EF.CompileAsyncQuery(…)</c>.</param>
internal sealed class CompiledQuery<TQuery>(Func<TQuery> compile) where TQuery : Delegate
{
    private readonly ConditionalWeakTable<IModel, TQuery> _byModel = [];

    /// <summary>The query as compiled for this database.</summary>
    public TQuery For(DbContext db) => _byModel.GetValue(db.Model, _ => compile());
}
