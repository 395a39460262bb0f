namespace LstmGen.Generator.Tests;

/// <summary>Windows that are shorter than two periods of the season declared with them.</summary>
public sealed class SeasonTests
{
    [Theory]
    [InlineData("WindowDataset.Of(series, lookBack: 20, period: 24)", "lookBack: 20")]
    [InlineData("WindowDataset.Of(series, 20, period: 24)", "20")]
    [InlineData("WindowDataset.Of(period: 24, series: series, lookBack: 47)", "lookBack: 47")]
    [InlineData("WindowDataset.Of(series, 1, 1, 1, 2)", "1")]
    [InlineData("WindowDataset.Of(new double[500], lookBack: 30, period: 24)", "lookBack: 30")]
    [InlineData("WindowDataset.Of(table, lookBack: 20, past: new[] { \"a\" }, period: 24)", "lookBack: 20")]
    [InlineData("WindowDataset.Of(table, lookBack: 20, known: null, period: 24)", "lookBack: 20")]
    [InlineData("WindowDataset.Of(series, lookBack: LookBack, period: Period)", "lookBack: LookBack")]
    [InlineData("WindowDataset.Of(series, lookBack: Period, period: Period)", "lookBack: Period")]
    [InlineData("WindowDataset.Of(series, lookBack: steps, period: season)", "lookBack: steps")]
    [InlineData("((Func<WindowDataset>)(() => WindowDataset.Of(series, lookBack: steps, period: season)))()", "lookBack: steps")]
    public async Task A_short_window_is_warned_of_at_its_look_back(string call, string place) => Assert.Equal(
        $"LSTMGEN107 on \"{place}\": ", Assert.Single(await Reported.Warnings(Source(call)))[..(15 + place.Length + 3)], StringComparer.Ordinal);

    [Theory]
    [InlineData("WindowDataset.Of(series, lookBack: 48, period: 24)")]
    [InlineData("WindowDataset.Of(series, lookBack: 100, period: 24)")]
    [InlineData("WindowDataset.Of(series, lookBack: 20)")]
    [InlineData("WindowDataset.Of(series, lookBack: 20, period: 0)")]
    [InlineData("WindowDataset.Of(series, lookBack: 1, period: 1)")]
    [InlineData("WindowDataset.Of(series, lookBack: changed, period: season)")]
    [InlineData("WindowDataset.Of(series, lookBack: given, period: season)")]
    [InlineData("WindowDataset.Of(series, lookBack: written, period: season)")]
    [InlineData("WindowDataset.Of(table, lookBack: 20, known: new[] { \"hour\" }, period: 24)")]
    [InlineData("Own.Of(series, lookBack: 20, period: 24)")]
    public async Task A_long_window_or_one_that_is_not_known_is_not_warned_of(string call) => Assert.Empty(await Reported.Warnings(Source(call)));

    [Fact]
    public async Task The_message_says_how_long_a_window_has_to_be() => Assert.Equal(
        "LSTMGEN107 on \"lookBack: 20\": A window of 20 steps holds less than two periods of 24, so a season cannot be told from a trend; make it 48 here and in [LstmModel], "
        + "or give the season as a known column",
        Assert.Single(await Reported.Warnings(Source("WindowDataset.Of(series, lookBack: 20, period: 24)"))));

    private static string Source(string call) => $$"""
        using System;
        public static class Own { public static object Of(float[] series, int lookBack, int period) => series; }
        public static class P
        {
            private const int Period = 24;
            private const int LookBack = Period - 4;

            public static object Make(float[] series, SeriesTable table, int given)
            {
                int steps = 30, season = 24, changed = 30, written;
                changed += 30;
                int.TryParse("60", out written);
                return {{call}};
            }
        }
        """;
}
