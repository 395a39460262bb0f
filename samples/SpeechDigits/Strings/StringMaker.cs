using LstmGen.Numerics;
using SpeechDigits.Audio;

namespace SpeechDigits.Strings;

/// <summary>Puts recordings of one speaker one after another, with silence around them and noise over all. The same numbers give the same string.</summary>
/// <param name="clips">What to draw from.</param>
/// <param name="rules">How.</param>
/// <param name="mostSamples">What the network has room for; what is longer is drawn anew.</param>
internal sealed class StringMaker(ClipSet clips, StringRules rules, int mostSamples)
{
    private const int LeadFrom = WaveFile.Rate / 20, LeadTo = WaveFile.Rate / 5, GapTo = WaveFile.Rate / 5;
    private const float PeakFrom = 0.3f, PeakTo = 0.7f;
    private const int NoiseLength = 1 << 18;

    private static readonly Lazy<float[]> s_noise = new(() =>
    {
        var random = new RandomSource(seed: 0, stream: 77);
        float[] noise = new float[NoiseLength];
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] = (float)random.NextNormal();
        }

        return noise;
    });

    private readonly Clip[][] _ofSpeaker = [.. clips.Clips.GroupBy(clip => clip.Speaker, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.ToArray())];

    /// <summary>One string.</summary>
    /// <param name="random">What it is drawn from.</param>
    public SpokenString Make(RandomSource random)
    {
        while (true)
        {
            Clip[] voices = _ofSpeaker[random.NextInt32(_ofSpeaker.Length)];
            int count = rules.FewestDigits + random.NextInt32(rules.MostDigits - rules.FewestDigits + 1);
            Clip[] said = [.. Enumerable.Range(0, count).Select(_ => voices[random.NextInt32(voices.Length)])];
            SpokenString made = Join(said, random);
            if (made.Samples.Length <= mostSamples)
            {
                AddNoise(made.Samples, Between(rules.Noise.From, rules.Noise.To, random), random);
                return made;
            }
        }
    }

    /// <summary>Recordings one after another, without noise.</summary>
    private SpokenString Join(Clip[] said, RandomSource random)
    {
        double speed = 1 + Between(-rules.Speed, rules.Speed, random);
        List<float> samples = [.. new float[LeadFrom + random.NextInt32(LeadTo - LeadFrom + 1)]];
        var borders = new (int, int)[said.Length];
        for (int i = 0; i < said.Length; i++)
        {
            float[] clip = speed == 1 ? said[i].Samples : Resampled(said[i].Samples, speed);
            float gain = (float)Between(PeakFrom, PeakTo, random) / Math.Max(1e-4f, clip.Max(Math.Abs));
            borders[i] = (samples.Count, samples.Count + clip.Length);
            samples.AddRange(clip.Select(sample => gain * sample));
            samples.AddRange(new float[random.NextInt32(GapTo + 1)]);
        }

        return new SpokenString([.. said.Select(clip => clip.Digit)], borders, said[0].Speaker, [.. samples]);
    }

    /// <summary>White noise, so many decibels below what is there.</summary>
    internal static void AddNoise(Span<float> samples, double decibels, RandomSource random)
    {
        double power = 0;
        foreach (float sample in samples)
        {
            power += sample * sample;
        }

        float[] noise = s_noise.Value;
        float gain = (float)Math.Sqrt(power / samples.Length * Math.Pow(10, -decibels / 10));
        int from = random.NextInt32(noise.Length);
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] += gain * noise[from];
            from = from + 1 < noise.Length ? from + 1 : 0;
        }
    }

    /// <summary>Played so many times as fast, with curves (Catmull-Rom) between the samples.</summary>
    internal static float[] Resampled(float[] samples, double speed)
    {
        float[] result = new float[Math.Max(LogMel.Frame, (int)(samples.Length / speed))];
        for (int i = 0; i < result.Length; i++)
        {
            double place = i * speed;
            int at = (int)place;
            float x = (float)(place - at), a = At(at - 1), b = At(at), c = At(at + 1), d = At(at + 2);
            result[i] = b + 0.5f * x * (c - a + x * (2 * a - 5 * b + 4 * c - d + x * (3 * (b - c) + d - a)));
        }

        return result;

        float At(int index) => index >= 0 && index < samples.Length ? samples[index] : 0;
    }

    private static double Between(double from, double to, RandomSource random) => double.IsInfinity(from) ? from : from + (to - from) * random.NextDouble();
}
