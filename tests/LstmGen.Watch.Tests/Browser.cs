using Microsoft.Playwright;

namespace LstmGen.Watch.Tests;

/// <summary>A headless Chromium, one for all tests; without one they skip and say so.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    // As root it has no sandbox; the others keep it from looking for its own hosts.
    private static readonly string[] s_arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(s_places, File.Exists) is not { } path) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Headless = true, Args = s_arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A page of its own, with everything that went wrong on it and every address that it asked for.</summary>
    public async Task<Visit> OpenAsync(int width = 1600, int height = 1200, string locale = "en-GB", ColorScheme scheme = ColorScheme.Light, bool touch = false)
    {
        Assert.SkipWhen(_browser is null, $"No Chromium is installed ({string.Join(", ", s_places)}).");
        IBrowserContext context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            Locale = locale,
            ColorScheme = scheme,
            HasTouch = touch,
            AcceptDownloads = false,
        });
        return new Visit(context, await context.NewPageAsync());
    }
}

/// <summary>A page that somebody looks at.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    internal Visit(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Wrong.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => Wrong.Add(error);
        page.Request += (_, request) => Asked.Add(new Uri(request.Url));
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the page.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>All that was asked for.</summary>
    public List<Uri> Asked { get; } = [];

    public Task<T> EvalAsync<T>(string script) => Page.EvaluateAsync<T>(script);

    /// <summary>Waits until a script says true. The page's policy lets no script be made of text within it, so it is asked again and again from outside.</summary>
    public async Task WaitAsync(string script, int milliseconds = 30_000)
    {
        for (long end = Environment.TickCount64 + milliseconds; !await EvalAsync<bool>($"Boolean({script})"); await Task.Delay(20))
        {
            if (Environment.TickCount64 > end) Assert.Fail($"After {milliseconds} ms it is still not so that {script}. The page says '{await EvalAsync<string>("document.getElementById('state').value")}'; {string.Join("; ", Wrong)}");
        }
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
