namespace LstmGen.Import.Tests;

[LstmModel(LookBack = 6, Scaling = Scaling.Standard)]
[Lstm(5)]
[Dense(1)]
public sealed partial class TravellingModel
{
    [ThreadStatic]
    private static byte[]? s_file;

    [ThreadStatic]
    private static int s_opened;

    public static int Opened => s_opened;

    public static void Carry(byte[]? file) => (s_file, s_opened) = (file, 0);

    protected override Stream? OpenInitialWeights()
    {
        s_opened++;
        return s_file is null ? null : new MemoryStream(s_file);
    }
}

/// <summary>Weights that travel with a class.</summary>
public sealed class InitialWeightsTests
{
    private static float[] Series => [.. Enumerable.Range(0, 60).Select(i => MathF.Sin(i / 3f))];

    [Fact]
    public void A_new_model_has_them_with_the_scaler_and_goes_on_learning()
    {
        TravellingModel.Carry(null);
        var trained = new TravellingModel(seed: 3);
        trained.Fit(WindowDataset.Of(Series, lookBack: 6), new FitOptions { Epochs = 2 });
        TravellingModel.Carry(trained.ToBytes());

        var fresh = new TravellingModel();
        Assert.Equal(0, TravellingModel.Opened);
        Assert.NotNull(fresh.Scaler);
        Assert.Equal(trained.Predict(Series.AsSpan(0, 6)), fresh.Predict(Series.AsSpan(0, 6)));
        Assert.Equal(trained.Parameters.Values.ToArray(), fresh.Parameters.Values.ToArray());
        Assert.Equal(1, TravellingModel.Opened);
        Assert.True(double.IsFinite(fresh.Fit(WindowDataset.Of(Series, lookBack: 6), new FitOptions { Epochs = 1 }).Loss));
    }

    [Fact]
    public void Without_them_parameters_are_drawn_from_the_seed()
    {
        TravellingModel.Carry(null);
        Assert.NotEqual(new TravellingModel(1).Parameters.Values.ToArray(), new TravellingModel(2).Parameters.Values.ToArray());
    }

    [Fact]
    public void A_damaged_file_is_said_where_parameters_are_first_needed()
    {
        TravellingModel.Carry(new TravellingModel().ToBytes()[..40]);
        Assert.Contains("first weights", Assert.Throws<InvalidDataException>(() => new TravellingModel().Parameters.Values.Length).Message, StringComparison.Ordinal);
    }
}
