using System.Data.Common;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace BotDesk.Data;

/// <summary>
/// Plain SQL in the operation's own transaction, for the tables that every turn touches (inbox, outbox) and that need what LINQ
/// cannot say (<c>ON CONFLICT</c>, <c>RETURNING</c>). Every statement runs on SQLite 3.35 and on PostgreSQL.
/// </summary>
internal static class Sql
{
    public static async Task<List<T>> QueryAsync<T>(this DeskDb db, string sql, object? parameters = null) =>
        (await db.Connection().QueryAsync<T>(sql, parameters, db.Transaction())).AsList();

    public static Task<T?> QueryFirstAsync<T>(this DeskDb db, string sql, object? parameters = null) =>
        db.Connection().QueryFirstOrDefaultAsync<T>(sql, parameters, db.Transaction());

    public static Task<int> ExecuteAsync(this DeskDb db, string sql, object? parameters = null) =>
        db.Connection().ExecuteAsync(sql, parameters, db.Transaction());

    private static DbConnection Connection(this DeskDb db) => db.Database.GetDbConnection();

    private static DbTransaction? Transaction(this DeskDb db) => db.Database.CurrentTransaction?.GetDbTransaction();
}
