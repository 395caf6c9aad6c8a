using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>What a message is about, and under which one it stands: a ticket has one thread in a conversation.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0022_Topics")]
internal sealed class M0022Topics : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("topic", "outbox", nullable: true);
        migrationBuilder.AddColumn<long>("under", "outbox", nullable: true);
        migrationBuilder.CreateIndex("ix_outbox_topic", "outbox", ["conversation_key", "topic"], filter: "topic IS NOT NULL");
    }
}
