using System.Numerics;
using CsCheck;
using LstmGen.Numerics;
using SpeechDigits.Audio;
using SpeechDigits.Results;
using SpeechDigits.Strings;

namespace LstmGen.Samples.Tests.SpeechDigits;

/// <summary>From sound to what a network reads.</summary>
public sealed class SoundTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-sound-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_read() => Gen.Float[-1.5f, 1.5f].Array[0, 50].Sample(samples =>
    {
        string path = Path.Combine(_folder, "a.wav");
        WaveFile.Write(path, samples);
        float[] read = WaveFile.Read(path);
        Assert.Equal(samples.Length, read.Length);
        Assert.All(samples.Zip(read), pair => Assert.Equal(Math.Clamp(pair.First, -1f, 32_767f / 32_768f), pair.Second, 0.5001f / 32_768f));
    }, iter: 50, threads: 1);

    [Fact]
    public void A_file_that_is_cut_anywhere_is_refused_in_words()
    {
        string path = Path.Combine(_folder, "a.wav");
        WaveFile.Write(path, new float[20]);
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.StartsWith($"'{path}': ", Refusal(path));
        }
    }

    [Theory]
    [InlineData(20, 3)]         // kind
    [InlineData(22, 2)]         // channels
    [InlineData(25, 0x3e)]      // samples a second: 15,936
    [InlineData(34, 8)]         // bits
    public void Another_format_is_refused_with_what_it_is(int at, byte value)
    {
        string path = Path.Combine(_folder, "a.wav");
        WaveFile.Write(path, new float[20]);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[at] = value;
        File.WriteAllBytes(path, bytes);
        Assert.Contains("8000 samples a second, 16 bits; this file has kind", Refusal(path));
    }

    /// <summary>Every sample has an exception of that name of its own.</summary>
    private static string Refusal(string path)
    {
        Exception wrong = Assert.ThrowsAny<Exception>(() => WaveFile.Read(path));
        Assert.Equal("UserError", wrong.GetType().Name);
        return wrong.Message;
    }

    /// <summary>Beside a Fourier transform by its definition, in double precision.</summary>
    [Fact]
    public void Bands_hold_the_energy_of_their_frequencies()
    {
        RandomSource random = new(3);
        float[] samples = [.. Enumerable.Range(0, 1_000).Select(i => 0.3f * MathF.Sin(i * 0.5f) + 0.05f * (float)random.NextNormal())];
        float[] steps = LogMel.Raw(samples);
        Assert.Equal(LogMel.Steps(samples.Length) * LogMel.Bands, steps.Length);
        float[][] banks = NWaves.Filters.Fda.FilterBanks.Triangular(256, 8_000, NWaves.Filters.Fda.FilterBanks.MelBands(LogMel.Bands, 8_000, 60, 3_900));
        for (int t = 0; t < steps.Length / LogMel.Bands; t += 3)
        {
            double[] windowed = [.. Enumerable.Range(0, LogMel.Frame).Select(i =>
            {
                int at = t * LogMel.Hop + i;
                return (samples[at] - 0.97 * (at > 0 ? samples[at - 1] : 0)) * (0.54 - 0.46 * Math.Cos(2 * Math.PI * i / (LogMel.Frame - 1)));
            })];
            double[] power = [.. Enumerable.Range(0, 129).Select(bin => Math.Pow(windowed.Select((x, i) => x * Complex.Exp(new(0, -2 * Math.PI * bin * i / 256))).Aggregate(Complex.Add).Magnitude, 2))];
            for (int band = 0; band < LogMel.Bands; band++)
            {
                double energy = banks[band].Zip(power, (weight, value) => weight * value).Sum();
                Assert.Equal(Math.Log(energy + 1e-5), steps[t * LogMel.Bands + band], 2e-3);
            }
        }
    }

    [Fact]
    public void A_recording_is_heard_alike_however_loud_it_is()
    {
        RandomSource random = new(4);
        float[] samples = [.. Enumerable.Range(0, 4_000).Select(i => (float)random.NextNormal() * MathF.Sin(i * 0.01f))], soft = [.. samples.Select(sample => sample / 8)];
        float[] loud = LogMel.Levelled(samples);
        Assert.All(loud.Zip(LogMel.Levelled(soft)), pair => Assert.Equal(pair.First, pair.Second, 0.02f));
        Assert.Equal(0, loud.Average(), 1e-4);
        Assert.Equal(1, loud.Average(value => value * value), 1e-3);
        float[] normalized = LogMel.Normalized(samples);
        for (int band = 0; band < LogMel.Bands; band++)
        {
            float[] values = [.. normalized.Where((_, i) => i % LogMel.Bands == band)];
            Assert.Equal(0, values.Average(), 1e-4);
            Assert.Equal(1, values.Average(value => value * value), 1e-3);
        }
    }

    [Fact]
    public void Played_faster_a_tone_is_higher()
    {
        float[] tone = [.. Enumerable.Range(0, 4_000).Select(i => MathF.Sin(i * 0.2f))], faster = StringMaker.Resampled(tone, 1.25);
        Assert.Equal(3_200, faster.Length);
        Assert.All(Enumerable.Range(2, 3_000), i => Assert.Equal(MathF.Sin(i * 0.25f), faster[i], 0.01f));
        Assert.Equal(tone, StringMaker.Resampled(tone, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(30)]
    public void Noise_is_as_loud_as_asked(double decibels)
    {
        float[] samples = [.. Enumerable.Range(0, 20_000).Select(i => 0.4f * MathF.Sin(i * 0.2f))], noisy = [.. samples];
        StringMaker.AddNoise(noisy, decibels, new RandomSource(5));
        double speech = samples.Sum(sample => (double)sample * sample), noise = noisy.Zip(samples).Sum(pair => Math.Pow(pair.First - pair.Second, 2));
        Assert.Equal(decibels, 10 * Math.Log10(speech / noise), 0.2);
    }

    [Fact]
    public void Bands_move_and_what_is_wiped_out_is_the_mean()
    {
        float[] steps = [.. Enumerable.Range(0, 50 * LogMel.Bands).Select(i => (float)(i % LogMel.Bands))];
        Assert.All(Variation.Warped(steps, 0.9).Select((value, i) => (value, band: i % LogMel.Bands)), pair => Assert.Equal(0.9f * pair.band, pair.value, 1e-4f));
        Assert.Same(steps, Variation.Of(steps, StringRules.Plain, new RandomSource(1)));

        // Of bands that never change the mean is what they are.
        Assert.All(Variation.Of([.. steps], StringRules.Plain with { Masks = 3 }, new RandomSource(1)).Zip(steps), pair => Assert.Equal(pair.Second, pair.First, 1e-3f));
    }

    [Fact]
    public void An_alignment_has_as_many_mistakes_as_edits_and_gives_both_back() => Gen.Select(Gen.Int[0, 3].Array[0, 8], Gen.Int[0, 3].Array[0, 8]).Sample((said, read) =>
    {
        List<(int Said, int Read)> pairs = Alignment.Of(said, read);
        Assert.Equal(said, pairs.Select(pair => pair.Said).Where(symbol => symbol != Alignment.None));
        Assert.Equal(read, pairs.Select(pair => pair.Read).Where(symbol => symbol != Alignment.None));
        Assert.Equal(Metrics.EditDistance.Between<int>(said, read).Distance, pairs.Count(pair => pair.Said != pair.Read));
    });

    [Fact]
    public void Letters_come_back_as_words() => Gen.Int[0, 9].Array[1, 7].Sample(digits =>
    {
        Assert.Equal(string.Join(' ', digits.Select(digit => Alphabet.Words[digit])), Alphabet.Letters.Decode(Alphabet.Letters.Encode(digits)));
        Assert.Equal(string.Join(' ', digits), Alphabet.Digits.Decode(Alphabet.Digits.Encode(digits)));
        Assert.All(Alphabet.Letters.Encode(digits), label => Assert.InRange(label, 1, 16));
        Assert.InRange(Alphabet.Letters.Encode(digits).Length, 1, global::SpeechDigits.Models.LettersModel.MostLetters);
    });
}
