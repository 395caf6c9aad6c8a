using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>Pictures and files that people sent, kept with their tickets.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0019_TicketFiles")]
internal sealed class M0019TicketFiles : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "ticket_files",
            table => new
            {
                id = table.Column<string>(),
                ticket_id = table.Column<long>(nullable: true),
                sender_id = table.Column<long>(),
                sent_at = table.Column<long>(),
                name = table.Column<string>(),
                content_type = table.Column<string>(),
                is_picture = table.Column<bool>(),
                size = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_ticket_files", row => row.id);
                table.ForeignKey("fk_ticket_files_ticket", row => row.ticket_id, "tickets", "id");
                table.ForeignKey("fk_ticket_files_sender", row => row.sender_id, "people", "id");
            });
        migrationBuilder.CreateIndex("ix_ticket_files_ticket", "ticket_files", "ticket_id");
        migrationBuilder.CreateIndex("ix_ticket_files_held", "ticket_files", ["sender_id", "sent_at"], filter: "ticket_id IS NULL");

        migrationBuilder.CreateTable(
            "ticket_file_contents",
            table => new
            {
                file_id = table.Column<string>(),
                bytes = table.Column<byte[]>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_ticket_file_contents", row => row.file_id);
                table.ForeignKey("fk_ticket_file_contents_file", row => row.file_id, "ticket_files", "id");
            });
    }
}
