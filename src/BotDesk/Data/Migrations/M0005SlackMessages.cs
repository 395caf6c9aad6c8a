using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>A message is also found by its channel's name for it: a click says on which message it was made.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0005_SlackMessages")]
internal sealed class M0005SlackMessages : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIndex("ix_outbox_external", "outbox", "external_id", filter: "external_id IS NOT NULL");
}
