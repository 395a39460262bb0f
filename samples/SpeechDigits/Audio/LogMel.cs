using NWaves.Filters.Fda;
using NWaves.Transforms;
using NWaves.Windows;

namespace SpeechDigits.Audio;

/// <summary>
/// What the networks hear: every 10 ms the logarithm of the energy in 24 bands, narrow below and wide above as the ear has them (mel). The transform and the bands are those of NWaves.
/// </summary>
internal static class LogMel
{
    /// <summary>Bands of a step.</summary>
    public const int Bands = 24;

    /// <summary>Samples from one step to the next: 10 ms.</summary>
    public const int Hop = 80;

    /// <summary>Samples that one step looks at: 25 ms.</summary>
    public const int Frame = 200;

    private const int FftSize = 256;
    private const double LowestHertz = 60, HighestHertz = 3_900;
    private const float Emphasis = 0.97f, Floor = 1e-5f;

    /// <summary>One a thread: the transform has a scratch of its own.</summary>
    private static readonly ThreadLocal<Spectrum> s_spectrum = new(() => new Spectrum());

    private static readonly float[] s_window = Window.OfType(WindowType.Hamming, Frame);

    /// <summary>Triangles over the bins of the spectrum. Most of a band is zero: only what is between its ends is kept.</summary>
    private static readonly (int First, float[] Weights)[] s_bands =
    [
        .. FilterBanks.Triangular(FftSize, WaveFile.Rate, FilterBanks.MelBands(Bands, WaveFile.Rate, LowestHertz, HighestHertz)).Select(band =>
        {
            int first = Array.FindIndex(band, weight => weight != 0), last = Array.FindLastIndex(band, weight => weight != 0);
            return (first, band[first..(last + 1)]);
        }),
    ];

    /// <summary>How many steps so many samples have.</summary>
    public static int Steps(int samples) => samples < Frame ? 0 : (samples - Frame) / Hop + 1;

    /// <summary>Steps × bands, as they are.</summary>
    /// <param name="samples">The sound.</param>
    /// <param name="from">Where the first step begins.</param>
    /// <exception cref="ArgumentException">There are not enough samples for one step.</exception>
    public static float[] Raw(float[] samples, int from = 0)
    {
        int steps = Steps(samples.Length - from);
        if (steps == 0)
        {
            throw new ArgumentException($"Expected at least {Frame} samples, but got {samples.Length - from}.", nameof(samples));
        }

        float[] all = new float[steps * Bands];
        Spectrum spectrum = s_spectrum.Value!;
        for (int t = 0; t < steps; t++)
        {
            int at = from + t * Hop;
            ReadOnlySpan<float> bins = spectrum.Of(samples.AsSpan(at, Frame), at == 0 ? 0 : samples[at - 1]);
            for (int band = 0; band < Bands; band++)
            {
                (int first, float[] weights) = s_bands[band];
                all[t * Bands + band] = MathF.Log(Dot(weights, bins[first..]) + Floor);
            }
        }

        return all;
    }

    /// <summary>
    /// Steps × bands, all together with mean 0 and deviation 1 over the recording: how loud somebody speaks is gone, and how much of the sound is high and how much is low stays.
    /// </summary>
    public static float[] Levelled(float[] samples)
    {
        float[] steps = Raw(samples);
        double mean = steps.Average(step => (double)step), deviation = Math.Sqrt(steps.Average(step => (step - mean) * (step - mean))) + 1e-5;
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = (float)((steps[i] - mean) / deviation);
        }

        return steps;
    }

    /// <summary>
    /// Steps × bands, each band with mean 0 and deviation 1 over the recording: what the microphone hears best is gone as well. Better for strings of voices that training did not hear, and in noise; worse for single digits.
    /// </summary>
    public static float[] Normalized(float[] samples)
    {
        float[] steps = Raw(samples);
        int count = steps.Length / Bands;
        for (int band = 0; band < Bands; band++)
        {
            double sum = 0, squares = 0;
            for (int at = band; at < steps.Length; at += Bands)
            {
                sum += steps[at];
            }

            double mean = sum / count;
            for (int at = band; at < steps.Length; at += Bands)
            {
                squares += (steps[at] - mean) * (steps[at] - mean);
            }

            double deviation = Math.Sqrt(squares / count) + 1e-5;
            for (int at = band; at < steps.Length; at += Bands)
            {
                steps[at] = (float)((steps[at] - mean) / deviation);
            }
        }

        return steps;
    }

    private static float Dot(float[] weights, ReadOnlySpan<float> bins)
    {
        float sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * bins[i];
        }

        return sum;
    }

    /// <summary>The energy in each bin of one step.</summary>
    private sealed class Spectrum
    {
        private readonly RealFft _transform = new(FftSize);
        private readonly float[] _step = new float[FftSize], _bins = new float[FftSize / 2 + 1];

        /// <summary>High sounds raised (pre-emphasis), the ends faded out, and transformed.</summary>
        /// <param name="samples">Of the step.</param>
        /// <param name="before">The sample before them.</param>
        public ReadOnlySpan<float> Of(ReadOnlySpan<float> samples, float before)
        {
            for (int i = 0; i < samples.Length; i++)
            {
                _step[i] = (samples[i] - Emphasis * before) * s_window[i];
                before = samples[i];
            }

            _step.AsSpan(samples.Length).Clear();
            _transform.PowerSpectrum(_step, _bins, normalize: false);
            return _bins;
        }
    }
}
