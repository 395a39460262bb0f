using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace LstmGen.Watch.Tests;

/// <summary>The playground in a real browser.</summary>
public sealed class PlaygroundTests(Browser browser, PlaygroundServer server) : IClassFixture<PlaygroundServer>
{
    private const string State = "document.getElementById('state').value";
    private const string Where = "`${lstmgen.run.picture?.epoch}.${lstmgen.run.picture?.batch}`";

    private async Task<Visit> OpenAsync(string hash = "", int width = 1_600, int height = 2_600, string locale = "en-GB", ColorScheme scheme = ColorScheme.Light)
    {
        Visit visit = await browser.OpenAsync(width, height, locale, scheme);
        await visit.Page.GotoAsync(server.Address + hash);
        await visit.WaitAsync("window.lstmgen");
        return visit;
    }

    private static Task WaitForEpoch(Visit visit, int epoch) => visit.WaitAsync($"lstmgen.views.lastEpoch?.epoch >= {epoch}", 60_000);

    [Fact]
    public async Task The_tutorial_trains_to_a_small_loss_and_everything_is_painted()
    {
        await using Visit visit = await OpenAsync("#epochs=30");
        await visit.WaitAsync($"{State}.includes('done')", 60_000);
        Assert.True(await visit.EvalAsync<double>("lstmgen.views.lastEpoch.loss") < 0.005);
        Assert.True(await visit.EvalAsync<double>("lstmgen.views.lastEpoch.skill") > 0.5);
        string[] gates = await visit.EvalAsync<string[]>("[...document.querySelectorAll('.heat')].map(f => f.dataset.gate)");
        Assert.Equal(["i", "f", "g", "o", "c", "h"], gates);
        int[] shades = await visit.EvalAsync<int[]>("[...document.querySelectorAll('.heat canvas')].map(c => new Set(new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size)");
        Assert.All(shades, shade => Assert.True(shade > 20, $"{shade} shades"));
        Assert.Equal("20 50", await visit.EvalAsync<string>("(c => `${c.width} ${c.height}`)(document.querySelector('.heat canvas'))"));
        int[] inked = await visit.EvalAsync<int[]>("[...document.querySelectorAll('.chart canvas')].map(c => new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer).filter(p => p >>> 24).length)");
        Assert.All(inked, ink => Assert.True(ink > 1_000, $"{ink} pixels"));
        Assert.Contains("[Lstm(50)]", await visit.Page.Locator("#code").InnerTextAsync(), StringComparison.Ordinal);
        Assert.All(visit.Asked, uri => Assert.Equal(server.Address.Authority, uri.Authority));
        Assert.Empty(visit.Wrong);
    }

    [Fact]
    public async Task Pause_holds_the_training_and_play_goes_on()
    {
        await using Visit visit = await OpenAsync("#epochs=2000");
        await WaitForEpoch(visit, 3);
        await visit.Page.Locator("#play").ClickAsync();
        await visit.WaitAsync($"{State}.includes('paused')");
        await Task.Delay(200);
        string where = await visit.EvalAsync<string>(Where);
        await Task.Delay(600);
        Assert.Equal(where, await visit.EvalAsync<string>(Where));
        int epoch = await visit.EvalAsync<int>("lstmgen.views.lastEpoch.epoch");
        await visit.Page.Locator("#play").ClickAsync();
        await WaitForEpoch(visit, epoch + 3);
    }

    [Fact]
    public async Task A_step_is_one_update_and_an_epoch_ends_with_its_last()
    {
        await using Visit visit = await OpenAsync("#epochs=2000&layers=lstm8");
        await visit.Page.Locator("#play").ClickAsync();
        await visit.WaitAsync($"{State}.includes('paused')");
        await Task.Delay(300);
        int batches = await visit.EvalAsync<int>("lstmgen.run.batches");
        string made = $"((Math.max(lstmgen.run.picture.epoch, 1) - 1) * {batches} + lstmgen.run.picture.batch)";
        int at = await visit.EvalAsync<int>(made);
        for (int i = 1; i <= 3; i++)
        {
            await visit.Page.Locator("#step").ClickAsync();
            await visit.WaitAsync($"{made} === {at + i}");
        }

        await visit.Page.Locator("#epoch").ClickAsync();
        await visit.WaitAsync($"lstmgen.run.picture.batch === {batches}");
        await Task.Delay(200);
        Assert.Equal(batches, await visit.EvalAsync<int>("lstmgen.run.picture.batch"));
        Assert.True(await visit.EvalAsync<bool>("lstmgen.views.lastEpoch.epoch === lstmgen.run.picture.epoch"));
    }

    [Fact]
    public async Task The_same_address_gives_the_same_bits_paused_or_not()
    {
        const string Hash = "#data=noisy&noise=0.3&layers=gru12,lstm8b&dropout=0.2&attention=1&lookBack=30&optimizer=nadam&rate=0.004&epochs=6&seed=7";
        async Task<string> Checksum(string more, Func<Visit, Task> meanwhile)
        {
            await using Visit visit = await OpenAsync(Hash + more);
            await meanwhile(visit);
            await visit.WaitAsync($"{State}.includes('done')", 60_000);
            return await visit.EvalAsync<string>("lstmgen.run.checksum");
        }

        string straight = await Checksum("", _ => Task.CompletedTask);
        string disturbed = await Checksum("&paused=1", async visit =>
        {
            await visit.WaitAsync("lstmgen.run?.picture && document.getElementById('gate').value");
            Assert.Equal(0, await visit.EvalAsync<int>("lstmgen.run.picture.batch"));
            await visit.Page.Locator("#step").ClickAsync();
            await visit.Page.Locator("#hold-open").ClickAsync();
            await visit.Page.Locator("#epoch").ClickAsync();
            await Task.Delay(500);
            await visit.Page.Locator("#play").ClickAsync();
        });
        Assert.Matches("^[0-9A-F]{8}$", straight);
        Assert.Equal(straight, disturbed);
    }

    [Fact]
    public async Task The_address_holds_everything_that_the_form_says()
    {
        await using Visit visit = await OpenAsync("#epochs=2");
        await visit.Page.Locator("#add-layer").ClickAsync();
        await visit.Page.Locator("#kind-2").SelectOptionAsync("gru");
        await visit.Page.Locator("#units-2").FillAsync("9");
        await visit.Page.Locator("#both-1").CheckAsync();
        await visit.Page.Locator("#attention").CheckAsync();
        await visit.Page.Locator("#lookBack").FillAsync("25");
        await visit.Page.Locator("#lookBack").BlurAsync();
        await visit.WaitAsync("location.hash.includes('lookBack=25')");
        Assert.Equal("#layers=lstm50b%2Cgru9&lookBack=25&epochs=2&attention=1", await visit.EvalAsync<string>("location.hash"));
        await visit.WaitAsync($"document.getElementById('code').textContent.includes('[Gru(9, ReturnSequences = true)]') && {State}.includes('done')", 60_000);
        Assert.Empty(visit.Wrong);
    }

    [Fact]
    public async Task A_held_gate_changes_the_forecast_and_letting_go_brings_it_back()
    {
        await using Visit visit = await OpenAsync("#epochs=15&layers=lstm4");
        await visit.WaitAsync($"{State}.includes('done')", 60_000);
        string forecast = await visit.EvalAsync<string>("lstmgen.run.picture.forecast");
        await visit.Page.Locator(".heat[data-gate='f'] canvas").ClickAsync(new() { Position = new() { X = 20, Y = 60 } });
        Assert.Equal("f", await visit.EvalAsync<string>("document.getElementById('gate').value"));
        await visit.Page.Locator("#hold-shut").ClickAsync();
        await visit.WaitAsync("lstmgen.run.picture.held");
        Assert.Equal("The forget gate of unit 1 is held shut.", await visit.EvalAsync<string>("document.getElementById('held').value"));
        Assert.NotEqual(forecast, await visit.EvalAsync<string>("lstmgen.run.picture.held.forecast"));
        Assert.Equal(forecast, await visit.EvalAsync<string>("lstmgen.run.picture.forecast"));
        await visit.Page.Locator("#release").ClickAsync();
        await visit.WaitAsync("!lstmgen.run.picture.held");
    }

    [Fact]
    public async Task A_CSV_that_is_none_is_said_in_a_line_and_a_good_one_trains()
    {
        await using Visit visit = await OpenAsync("#data=csv");
        await visit.WaitAsync($"{State}.includes('Drop a CSV')");
        string bad = "day,price\n" + string.Concat(Enumerable.Range(0, 150).Select(i => $"d{i},{(i == 6 ? "n/a" : i.ToString(CultureInfo.InvariantCulture))}\n"));
        await visit.Page.Locator("#csv").SetInputFilesAsync(new FilePayload { Name = "bad.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(bad) });
        await visit.WaitAsync("document.getElementById('csv-problem').textContent");
        Assert.Equal("No column is all numbers. Line 8, column 'price': 'n/a' is not a number.", await visit.Page.Locator("#csv-problem").InnerTextAsync());
        string good = "day;price\n" + string.Concat(Enumerable.Range(0, 300).Select(i => string.Create(CultureInfo.InvariantCulture, $"d{i};{100 + 10 * Math.Sin(i * 0.3):0.000}\n")));
        await visit.Page.Locator("#csv").SetInputFilesAsync(new FilePayload { Name = "good.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(good) });
        await WaitForEpoch(visit, 5);
        Assert.Contains("300 values", await visit.Page.Locator("#drop").InnerTextAsync(), StringComparison.Ordinal);

        // The file travels in the address.
        await visit.Page.Locator("#epochs").FillAsync("3");
        await visit.Page.Locator("#epochs").BlurAsync();
        await visit.WaitAsync($"lstmgen.run?.epochs === 3 && {State}.includes('done')", 60_000);
        string hash = await visit.EvalAsync<string>("location.hash"), checksum = await visit.EvalAsync<string>("lstmgen.run.checksum");
        await using Visit other = await OpenAsync(hash);
        await other.WaitAsync($"{State}.includes('done')", 60_000);
        Assert.Equal(checksum, await other.EvalAsync<string>("lstmgen.run.checksum"));
    }

    [Fact]
    public async Task The_advice_fills_the_form()
    {
        await using Visit visit = await OpenAsync("#data=seasons&epochs=1");
        await visit.Page.Locator("#advice").ClickAsync();
        await visit.WaitAsync("location.hash.includes('lookBack=48')");
        Assert.Equal("0.2", await visit.Page.Locator("#dropout").InputValueAsync());
        Assert.Contains("24", await visit.Page.Locator("#advice-text").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_out_of_bounds_is_said_at_its_control()
    {
        await using Visit visit = await OpenAsync("#lookBack=900&epochs=2");
        await visit.WaitAsync("document.getElementById('lookBack-problem').textContent");
        Assert.Equal("Expected 2 to 200, but got 900.", await visit.Page.Locator("#lookBack-problem").InnerTextAsync());
        Assert.Equal("true", await visit.Page.Locator("#lookBack").GetAttributeAsync("aria-invalid"));
        await visit.Page.Locator("#lookBack").FillAsync("20");
        await visit.Page.Locator("#lookBack").BlurAsync();
        await visit.WaitAsync($"{State}.includes('done')", 60_000);
        Assert.Equal("", await visit.Page.Locator("#lookBack-problem").InnerTextAsync());
    }

    [Fact]
    public async Task A_text_is_learnt_and_written_on()
    {
        await using Visit visit = await OpenAsync("#lookBack=10&rate=0.02&epochs=12&layers=lstm24");
        await visit.Page.Locator("#data").SelectOptionAsync("text");
        await visit.WaitAsync($"document.querySelector('pre.sample').textContent && lstmgen.run?.over && {State}.includes('done')", 60_000);
        Assert.StartsWith("the cell k▸", await visit.Page.Locator("pre.sample").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Matches(@"^\d+ of 60 right$", await visit.Page.Locator("[data-scores]").InnerTextAsync());
        Assert.Empty(visit.Wrong);
    }

    [Fact]
    public async Task A_training_that_diverges_says_so()
    {
        await using Visit visit = await OpenAsync("#data=trend&optimizer=momentum&rate=1&layers=lstm128,lstm64&lookBack=5");
        await visit.WaitAsync("lstmgen.run?.over", 60_000);
        Assert.Contains("diverged", await visit.EvalAsync<string>(State), StringComparison.Ordinal);
        Assert.DoesNotContain("done", await visit.EvalAsync<string>(State), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_the_page_ends_the_training()
    {
        await using (Visit visit = await OpenAsync("#epochs=2000"))
        {
            await WaitForEpoch(visit, 1);
            Assert.Equal(1, server.Runs.Count);
        }

        for (int i = 0; server.Runs.Count > 0; i++)
        {
            Assert.True(i < 100, "The training goes on after its page was closed.");
            await Task.Delay(50);
        }
    }

    [Fact]
    public async Task Keys_alone_reach_a_value_and_choose_its_unit()
    {
        await using Visit visit = await OpenAsync("#epochs=1&layers=lstm6");
        await visit.WaitAsync($"{State}.includes('done') && document.querySelector('.heat[data-gate=c] canvas')", 60_000);
        await visit.Page.Locator("#layer").FocusAsync();
        for (int i = 0; i < 10 && await visit.EvalAsync<string>("document.activeElement.closest('.heat')?.dataset.gate ?? ''") != "c"; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
        }

        foreach (string key in new[] { "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight" })
        {
            await visit.Page.Keyboard.PressAsync(key);
        }

        Assert.Matches(@"^Unit 2, Step 3: -?\d\.\d{3}$", await visit.EvalAsync<string>("document.querySelector('.heat[data-gate=c] output').value"));
        await visit.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("2", await visit.Page.Locator("#unit").InputValueAsync());
    }

    [Theory]
    [InlineData(390, "en-GB", ColorScheme.Light)]
    [InlineData(390, "zh-CN", ColorScheme.Dark)]
    [InlineData(1_600, "en-GB", ColorScheme.Dark)]
    [InlineData(1_600, "zh-CN", ColorScheme.Light)]
    public async Task Every_width_theme_and_language_is_whole_and_can_be_read_aloud(int width, string locale, ColorScheme scheme)
    {
        await using Visit visit = await OpenAsync("#epochs=3&layers=lstm16", width, 900, locale, scheme);
        await visit.WaitAsync($"lstmgen.run?.over && document.querySelector('.heat canvas')", 60_000);
        Assert.True(await visit.EvalAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the window.");
        Assert.Equal(locale == "zh-CN" ? "zh-CN" : "en", await visit.EvalAsync<string>("document.documentElement.lang"));
        AxeResult result = await visit.Page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help} ({string.Join("; ", violation.Nodes.Take(3).Select(node => node.Html))})"));
        await visit.Page.Locator("#language").ClickAsync();
        Assert.Equal(locale == "zh-CN" ? "en" : "zh-CN", await visit.EvalAsync<string>("document.documentElement.lang"));
    }
}
