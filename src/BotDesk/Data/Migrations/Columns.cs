using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace BotDesk.Data.Migrations;

/// <summary>What a hand-written migration needs so that it makes the same table on SQLite and on PostgreSQL.</summary>
internal static class Columns
{
    /// <summary>A number that the database gives, and never gives twice.</summary>
    public static OperationBuilder<AddColumnOperation> Identity(this ColumnsBuilder table, string name = "id") =>
        table.Column<long>(name: name)
            .Annotation("Sqlite:Autoincrement", true)
            .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
}
