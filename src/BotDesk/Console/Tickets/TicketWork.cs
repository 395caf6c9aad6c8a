using BotDesk.Audit;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Incidents;
using BotDesk.People;
using BotDesk.ServiceRequests.Fulfilment;
using BotDesk.Tickets;

namespace BotDesk.Console.Tickets;

/// <summary>Does what a form of a ticket's page asks for: once, and only to the ticket that the agent saw.</summary>
internal sealed class TicketWork(DeskWriter writer)
{
    /// <returns>Null when it is done, now or by the first of two clicks; otherwise why not.</returns>
    public Task<Refusal?> DoAsync(string number, Person agent, TicketForm form) => writer.WriteAsync(async scope =>
    {
        scope.GetRequiredService<Acting>().Via = "console";
        var (desk, nonces) = (scope.GetRequiredService<TicketDesk>(), scope.GetRequiredService<Nonces>());
        if (!(await desk.WorkableAsync(number, agent)).Is(out var ticket, out var refusal))
        {
            return refusal;
        }

        if (!Nonces.IsWellFormed(form.Nonce))
        {
            return Refusal.Invalid("do", "This form was not complete, so nothing was done. Open the ticket again.");
        }

        var key = form.Key(number, agent.Id);
        if (await nonces.IsUsedAsync(key))
        {
            return null;
        }

        // A note is added beside whatever else happens, and a task stands for itself; everything else answers to what the agent saw.
        if (form.Version != ticket.Version && form.Do is not (TicketForm.Note or TicketForm.TaskDone or TicketForm.TaskSkipped))
        {
            return Refusal.Conflict($"{number} has changed since you opened it, so nothing was done yet. Look at what is new below; if it still fits, send it again.");
        }

        var no = form.Do is TicketForm.TaskDone or TicketForm.TaskSkipped
            ? await EndTaskAsync(scope.GetRequiredService<FulfilmentDesk>(), number, agent, form)
            : form.Do == TicketForm.Classify ? (await scope.GetRequiredService<IncidentDesk>().ClassifyAsync(number, agent, Named(form.Service), Named(form.Category))).Refusal
            : (await DoAsync(desk, number, agent, form)).Refusal;
        if (no is null)
        {
            await nonces.UseAsync(key);
        }

        return no;
    });

    private static string? Named(string? key) => string.IsNullOrEmpty(key) ? null : key;

    private static async Task<Refusal?> EndTaskAsync(FulfilmentDesk desk, string number, Person agent, TicketForm form) =>
        (form.Do == TicketForm.TaskDone
            ? await desk.CompleteAsync(number, form.Task ?? "", agent, form.Words)
            : await desk.SkipAsync(number, form.Task ?? "", agent, form.Words)).Refusal;

    private static Task<Outcome<Ticket>> DoAsync(TicketDesk desk, string number, Person agent, TicketForm form) => form.Do switch
    {
        TicketForm.Take => desk.TakeAsync(number, agent),
        TicketForm.Assign => desk.AssignAsync(number, agent, form.Group ?? "", form.Agent ?? ""),
        TicketForm.Reply => desk.ReplyAsync(number, agent, form.Words, form.Wait),
        TicketForm.Note => desk.NoteAsync(number, agent, form.Words),
        TicketForm.Resolve => desk.ResolveAsync(number, agent, form.Code ?? "", form.Words),
        _ => Task.FromResult<Outcome<Ticket>>(Refusal.Invalid("do", "The desk does not know what to do with that, so nothing was done.")),
    };
}
