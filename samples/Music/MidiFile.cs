using System.Buffers.Binary;

namespace Music;

/// <summary>A song as a standard MIDI file that any player plays: one track, a piano. A key that sounds on is held.</summary>
internal static class MidiFile
{
    /// <summary>Ticks of a quarter note.</summary>
    public const int Quarter = 480;

    /// <param name="song">What to write.</param>
    /// <param name="ticks">Of one step.</param>
    /// <param name="quarters">In a minute.</param>
    public static byte[] Write(Song song, int ticks = Quarter, int quarters = 90)
    {
        List<byte> track = [];
        int tempo = 60_000_000 / quarters, waited = 0;
        track.AddRange([0, 0xFF, 0x51, 3, (byte)(tempo >> 16), (byte)(tempo >> 8), (byte)tempo]);
        for (int step = 0; step <= song.Length; step++)
        {
            int[] before = step == 0 ? [] : song.Steps[step - 1], now = step == song.Length ? [] : song.Steps[step];
            foreach (int key in before.Except(now))
            {
                Event(0x80, key, 0);
            }

            foreach (int key in now.Except(before))
            {
                Event(0x90, key, 80);
            }

            waited += ticks;
        }

        track.AddRange([0, 0xFF, 0x2F, 0]);
        byte[] file = new byte[22 + track.Count];
        "MThd"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4), 6);
        BinaryPrimitives.WriteInt16BigEndian(file.AsSpan(10), 1);
        BinaryPrimitives.WriteInt16BigEndian(file.AsSpan(12), Quarter);
        "MTrk"u8.CopyTo(file.AsSpan(14));
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(18), track.Count);
        track.CopyTo(file, 22);
        return file;

        void Event(byte status, int key, byte velocity)
        {
            Wait(waited);
            waited = 0;
            track.AddRange([status, (byte)(key + Song.Lowest), velocity]);
        }

        // Seven bits a byte, the highest first; all but the last have their top bit set.
        void Wait(int length)
        {
            for (int shift = 21; shift > 0; shift -= 7)
            {
                if (length >> shift != 0)
                {
                    track.Add((byte)(0x80 | ((length >> shift) & 0x7F)));
                }
            }

            track.Add((byte)(length & 0x7F));
        }
    }
}
