using CsCheck;
using LstmGen.Tests.Data;

namespace LstmGen.Tests.Persistence;

public sealed class DamageTests
{
    private static readonly byte[] Saved = SaveAndLoadTests.Bytes(SaveAndLoadTests.TrainedModel()).ToArray();

    [Fact]
    public void Every_cut_is_refused()
    {
        RuleModel model = SaveAndLoadTests.Model();
        float[] before = model.MutableParameters.ToArray();
        for (int length = 0; length < Saved.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => model.Load(new MemoryStream(Saved, 0, length)));
        }

        Assert.Equal(before, model.MutableParameters.ToArray());
    }

    [Fact]
    public void Flipped_bytes_are_loaded_whole_or_refused_whole() =>
        Gen.Select(Gen.Int[0, Saved.Length - 1], Gen.Byte).Array[1, 4].Sample(
            flips =>
            {
                byte[] damaged = [.. Saved];
                foreach ((int place, byte value) in flips)
                {
                    damaged[place] ^= value;
                }

                LoadedWholeOrRefusedWhole(damaged);
            },
            iter: 5_000);

    [Fact]
    public void Random_bytes_are_refused() =>
        Gen.Byte.Array[0, 200].Sample(bytes => LoadedWholeOrRefusedWhole(bytes), iter: 2_000);

    [Fact]
    public void Bytes_dropped_or_doubled_are_loaded_whole_or_refused_whole() =>
        Gen.Select(Gen.Int[0, Saved.Length - 1], Gen.Int[1, 20], Gen.Bool).Sample(
            (place, count, drop) =>
            {
                int end = Math.Min(place + count, Saved.Length);
                LoadedWholeOrRefusedWhole(drop ? [.. Saved[..place], .. Saved[end..]] : [.. Saved[..end], .. Saved[place..]]);
            },
            iter: 2_000);

    private static void LoadedWholeOrRefusedWhole(byte[] bytes)
    {
        RuleModel model = SaveAndLoadTests.Model();
        float[] before = model.MutableParameters.ToArray();
        try
        {
            model.Load(new MemoryStream(bytes));
        }
        catch (InvalidDataException)
        {
            Assert.Equal(before, model.MutableParameters.ToArray());
            Assert.Null(model.Scaler);
            Assert.Null(model.Layout);
        }

        Assert.Equal(model.MutableParameters.ToArray(), model.SeenByKernels);
        Assert.All(model.MutableParameters.ToArray(), value => Assert.True(float.IsFinite(value)));
    }
}
