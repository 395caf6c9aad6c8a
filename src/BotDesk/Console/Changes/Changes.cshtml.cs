using BotDesk.Access;
using BotDesk.Changes;
using BotDesk.Console.Door;
using BotDesk.Policy;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Mvc;

namespace BotDesk.Console.Changes;

/// <summary><c>/console/changes</c>: all changes for those who work here, their own for everybody else.</summary>
[OpenToEverybody]
internal sealed class ChangesModel(SignedInPerson signedIn, ChangeBook book, PolicySource policy, TicketTimes times) : ConsolePage(signedIn)
{
    public IReadOnlyList<Change> Changes { get; private set; } = [];

    /// <summary>Null: whatever it is.</summary>
    public ChangeStatus? Status { get; private set; }

    public string Stamp => $"{Changes.Count}.{Changes.Sum(change => change.Version)}";

    public async Task OnGetAsync(string? status)
    {
        Status = Enum.GetValues<ChangeStatus>().Where(each => each.Wire() == status).Select(each => (ChangeStatus?)each).FirstOrDefault();
        await LoadAsync();
    }

    /// <summary>What the page's script asks again and again.</summary>
    public async Task<IActionResult> OnGetNewsAsync(string? status)
    {
        await OnGetAsync(status);
        return new JsonResult(new { stamp = Stamp });
    }

    public string When(Change change) => times.Window(change.PlannedStart, change.PlannedEnd, Reader);

    public string ServiceName(Change change) => policy.Current.FindService(change.Service)?.Name.ToString() ?? change.Service;

    private async Task LoadAsync() => Changes = Reader.MaySeeConsole
        ? await book.ListAsync(Status)
        : [.. (await book.MineAsync(Reader)).Where(change => Status is null || change.Status == Status)];
}
