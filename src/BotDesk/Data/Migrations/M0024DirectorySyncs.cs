using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>How far people have been brought in from a directory, and which instance does it.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0024_DirectorySyncs")]
internal sealed class M0024DirectorySyncs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "directory_syncs",
            table => new
            {
                source = table.Column<string>(),
                delta_link = table.Column<string>(nullable: true),
                synced_at = table.Column<long>(nullable: true),
                instance = table.Column<string>(nullable: true),
                busy_until = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_directory_syncs", row => row.source));
}
