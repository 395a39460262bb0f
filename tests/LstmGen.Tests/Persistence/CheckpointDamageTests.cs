using System.Text;
using CsCheck;
using LstmGen.Tests.Training;

namespace LstmGen.Tests.Persistence;

/// <summary>Whatever happened to a checkpoint, it is taken whole or changes nothing.</summary>
public sealed class CheckpointDamageTests
{
    private const string Symbols = "0123456789.-eE\"{}[],:NaIfinty_ ";
    private static readonly byte[] s_saved = CheckpointTests.Bytes(CheckpointTests.Trained());
    private static readonly byte[] s_users = UsersCheckpoint();

    [Fact]
    public void Every_cut_is_refused()
    {
        LinearModel model = CheckpointTests.Model(1);
        float[] before = model.Values;
        for (int length = 0; length < s_saved.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => model.LoadCheckpoint(s_saved.AsSpan(0, length)));
        }

        Assert.Equal(before, model.Values);
        Assert.Null(model.Optimizer);
    }

    [Fact]
    public void Flipped_bytes_are_taken_whole_or_refused_whole() =>
        Gen.Select(Gen.Int[0, s_saved.Length - 1], Gen.Byte).Array[1, 4].Sample(
            flips =>
            {
                byte[] damaged = [.. s_saved];
                foreach ((int place, byte value) in flips) damaged[place] ^= value;
                TakenWholeOrRefusedWhole(damaged, null);
            },
            iter: 5_000);

    [Fact]
    public void Changed_texts_are_taken_whole_or_refused_whole()
    {
        // Digits, names and brackets in the header, where a random byte would most often be no JSON.
        int header = 8 + BitConverter.ToInt32(s_users, 0);
        Gen.Select(Gen.Int[8, header - 1], Gen.Int[0, Symbols.Length - 1]).Array[1, 3].Sample(
            changes =>
            {
                byte[] damaged = [.. s_users];
                foreach ((int place, int symbol) in changes) damaged[place] = (byte)Symbols[symbol];
                TakenWholeOrRefusedWhole(damaged, new AverageOfTwo());
            },
            iter: 5_000);
    }

    [Fact]
    public void Bytes_dropped_or_doubled_are_taken_whole_or_refused_whole() =>
        Gen.Select(Gen.Int[0, s_saved.Length - 1], Gen.Int[1, 20], Gen.Bool).Sample(
            (place, count, drop) =>
            {
                int end = Math.Min(place + count, s_saved.Length);
                TakenWholeOrRefusedWhole(drop ? [.. s_saved[..place], .. s_saved[end..]] : [.. s_saved[..end], .. s_saved[place..]], null);
            },
            iter: 2_000);

    [Theory]
    [InlineData("\"checkpoint\":\"1\"", "\"checkpoint\":\"2\"", "Expected '1' as checkpoint, found '2'")]
    [InlineData("checkpoint.seed\":\"7\"", "checkpoint.seed\":\"-\"", "as checkpoint.seed")]
    [InlineData("\"checkpoint.seed\"", "\"checkpoint.sead\"", "'checkpoint.sead' in the metadata, which no checkpoint has")]
    [InlineData("checkpoint.optimizer\":\"Nadam\"", "checkpoint.optimizer\":\"Madam\"", "Madam, a class that this library cannot make")]
    [InlineData("checkpoint.optimizer\":\"Nadam\"", "checkpoint.optimizer\":\"AdamW\"", "lacks its 'weight_decay'")]
    [InlineData("settings.beta1\":\"0.9\"", "settings.beta1\":\"9.0\"", "hyperparameter out of its range")]
    [InlineData("settings.beta1\":\"0.9\"", "settings.beta1\":\"NaN\"", "hyperparameter out of its range")]
    [InlineData("settings.style\":\"keras\"", "settings.style\":\"kexas\"", "keras or pytorch")]
    [InlineData("state.beta1_power\":\"0.", "state.beta1_power\":\"7.", "Expected a number from 0 to 1 as 'beta1_power'")]
    [InlineData("state.beta1_power", "state.beta9_power", "lacks 'beta1_power'")]
    [InlineData("state.updates\":\"6\"", "state.updates\":\"x\"", "a whole number of at least 0 as 'updates'")]
    [InlineData("schedule.state.wait\":\"0\"", "schedule.state.wait\":\"x\"", "Expected a number as checkpoint.schedule.state.wait")]
    [InlineData("\"checkpoint.optimizer.m\"", "\"checkpoint.optimizer.q\"", "Expected the tensor 'checkpoint.optimizer.m'")]
    [InlineData("\"checkpoint.optimizer.m\"", "\"checkpoint.streams_or_\"", "which no checkpoint of Linear has")]
    [InlineData("\"checkpoint.optimizer.v\":{\"dtype\":\"F32\",\"shape\":[5]", "\"checkpoint.optimizer.v\":{\"dtype\":\"I32\",\"shape\":[5]", "as F32, found I32")]
    [InlineData("\"checkpoint.optimizer.v\":{\"dtype\":\"F32\",\"shape\":[5]", "\"checkpoint.optimizer.v\":{\"dtype\":\"F32\",\"shape\":[6]", "with the shape [5], found [6]")]
    public void What_does_not_fit_is_named(string was, string becomes, string message)
    {
        string text = Encoding.Latin1.GetString(s_saved);
        Assert.Contains(was, text, StringComparison.Ordinal);
        byte[] changed = Encoding.Latin1.GetBytes(text.Replace(was, becomes, StringComparison.Ordinal));
        LinearModel model = CheckpointTests.Model(1);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => model.LoadCheckpoint(changed)).Message, StringComparison.Ordinal);
        TakenWholeOrRefusedWhole(changed, null);
    }

    [Fact]
    public void A_second_moment_below_zero_is_refused()
    {
        byte[] changed = [.. s_saved];
        changed[^1] |= 0x80;
        Assert.Contains("mean of squares", Assert.Throws<InvalidDataException>(() => CheckpointTests.Model(1).LoadCheckpoint(changed)).Message, StringComparison.Ordinal);
    }

    private static byte[] UsersCheckpoint()
    {
        LinearModel model = CheckpointTests.Model(7);
        model.Fit(WindowDataset.Of(TrainingData.Series(70), 4), new FitOptions { Optimizer = new AverageOfTwo(), Schedule = new Halving() });
        return CheckpointTests.Bytes(model);
    }

    private static void TakenWholeOrRefusedWhole(byte[] bytes, Optimizer? optimizer)
    {
        LinearModel model = CheckpointTests.Model(1);
        model.FitBatch([1f, 2f, 3f, 4f], [1f], new Sgd { Momentum = 0.5 });
        byte[] before = CheckpointTests.Bytes(model);
        try
        {
            model.LoadCheckpoint(bytes, optimizer);
        }
        catch (InvalidDataException)
        {
            Assert.Equal(before, CheckpointTests.Bytes(model));
            if (optimizer is not null) CheckpointTests.Model(2).FitBatch([1f, 2f, 3f, 4f], [1f], optimizer);
            return;
        }

        // What was taken can be trained, and can be saved again.
        Assert.Equal(model.Values, model.PackedWeights[..model.Values.Length].ToArray());
        Assert.All(model.Values, value => Assert.True(float.IsFinite(value)));
        CheckpointTests.Bytes(model);
    }
}
