using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>Which messages of channels tickets and lines of their history were made from; and forms that are open in a dialog of their own.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0024_TicketMessages")]
internal sealed class M0024TicketMessages : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("source_link", "tickets", nullable: true);
        migrationBuilder.CreateTable(
            "ticket_messages",
            table => new
            {
                conversation_key = table.Column<string>(),
                message_id = table.Column<string>(),
                ticket_id = table.Column<long>(),
                entry_id = table.Column<long>(nullable: true),
                before = table.Column<string>(nullable: true),
                after = table.Column<string>(nullable: true),
                has_thread = table.Column<bool>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_ticket_messages", row => new { row.conversation_key, row.message_id });
                table.ForeignKey("fk_ticket_messages_ticket", row => row.ticket_id, "tickets", "id");
                table.ForeignKey("fk_ticket_messages_entry", row => row.entry_id, "ticket_entries", "id");
            });
        migrationBuilder.CreateIndex("ix_ticket_messages_ticket", "ticket_messages", "ticket_id");
        migrationBuilder.CreateTable(
            "open_dialogs",
            table => new
            {
                nonce = table.Column<string>(),
                person_id = table.Column<long>(),
                content = table.Column<string>(),
                opened_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_open_dialogs", row => row.nonce));
    }
}
