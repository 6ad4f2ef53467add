import type { FlowItem } from '../drawing/flow.ts';

/** The words of the article sample. `*…*` is emphasis, `^…^` a superscript. Places, people and measurements are made up. */

export const TITLE: readonly string[] = ['Quiet Skies: Five Years of Night-Sky', 'Brightness above the Côte d’Azur'];

export const AUTHORS = 'Hélène Girard^1^, Tomás Oliveira^2^ and Ingrid Solberg^1^';

export const AFFILIATIONS: readonly string[] = [
  '^1^ Observatoire de la Côte, Nice · ^2^ Institute for Atmospheric Optics, Porto',
];

export const ABSTRACT: string =
  'We report on 1,412 clear nights of continuous zenith photometry from a coastal ridge at 1,270 m. The median brightness ' +
  'of the moonless sky is 21.18 mag/arcsec², and it has become fainter by 0.04 mag a year since the valley below replaced ' +
  'its street lighting. Two thirds of the variance that remains follows the height of the marine layer: on nights when it ' +
  'stays below the ridge, the site is as dark as stations far inland. We describe the instrument, the cuts that the data ' +
  'went through, and a simple model that predicts a dark night from the soundings of the afternoon before.';

const heading = (text: string): FlowItem => ({ kind: 'heading', text });
const first = (text: string): FlowItem => ({ kind: 'paragraph', text, first: true });
const paragraph = (text: string): FlowItem => ({ kind: 'paragraph', text });
const reference = (text: string): FlowItem => ({ kind: 'reference', text });

export const BODY: readonly FlowItem[] = [
  heading('1 Introduction'),
  first(
    'The brightness of the night sky is the noise floor of ground-based astronomy. It decides which galaxies a survey can ' +
      'reach, how long an exposure must be, and in the end whether a site is worth the road that leads to it. It is also ' +
      'one of the few quantities in the field that everybody can watch getting worse: between 2012 and 2022 the sky over ' +
      'inhabited land brightened by some ten per cent a year [1, 2].',
  ),
  paragraph(
    'Coastal sites are a special case. Half of their horizon is dark, the other half is usually the brightest strip of ' +
      'settlement in the country, and between the two lies a layer of moist air whose top moves up and down by several ' +
      'hundred metres from one night to the next. When the layer covers the towns it acts as a shutter. When it does not, ' +
      'its aerosols scatter their light straight into the telescope [3].',
  ),
  paragraph(
    'Earlier work on this effect rests on campaigns of a few weeks [4]. Here we use a record of five full years to ask ' +
      'three questions. How dark is the site, and how has that changed? How much of the change from night to night does ' +
      'the marine layer explain? And can one know in the afternoon what the night will be like?',
  ),
  heading('2 Site and instrument'),
  first(
    'The station stands on a limestone ridge 11 km from the shore, at an altitude of 1,270 m. To the south the ground ' +
      'falls away to the sea; to the north it rises towards the Alps and holds no settlement of more than two hundred ' +
      'people within 30 km. Forty-one per cent of nights are clear for at least four hours.^a^',
  ),
  paragraph(
    'The photometer is a silicon photodiode behind a fused-silica window and a Johnson *V* filter. An achromatic doublet ' +
      'gives it a field of 5.2 degrees around the zenith. It takes one reading every thirty seconds and keeps the median ' +
      'of ten, so that an aircraft or a satellite leaves no trace in the record. The diode sits on a thermoelectric ' +
      'cooler at −5 °C; a shutter closes for a dark reading at every full hour.',
  ),
  paragraph(
    'We calibrate against standard stars on the first clear night of each month. The zero point drifted by less than ' +
      '0.015 mag over the five years, apart from one step of 0.06 mag in May 2023, when the window was replaced. All ' +
      'values before that date have been corrected for it.',
  ),
  heading('3 Data'),
  first(
    'From 2.6 million readings we keep those that were taken with the sun more than 18 degrees below the horizon, the ' +
      'moon below it, and the galactic plane at least 20 degrees from the zenith. Clouds betray themselves by their ' +
      'restlessness: we drop every hour in which the readings scatter by more than 0.03 mag about a straight line.^b^ What ' +
      'remains are 7,918 hours in 1,412 nights.',
  ),
  paragraph(
    'The height of the marine layer comes from the midday sounding of the weather service, 18 km to the west, as the ' +
      'lowest level at which the temperature rises with height by more than one degree in fifty metres. On 211 nights no ' +
      'such level exists; these are treated as a class of their own.',
  ),
  heading('4 Results'),
  first(
    'Figure 1 shows the monthly medians. The sky is darkest in late winter, when the air is dry and the towns are quiet, ' +
      'and brightest in August. Over and above the seasons there is a slow decline: a fit of a line and an annual wave ' +
      'gives a trend of 0.042 ± 0.009 mag a year towards darker skies. Almost all of it falls between the spring of 2022 ' +
      'and the autumn of 2024, the months in which the four municipalities below the ridge changed to shielded lamps of ' +
      '2,200 K and began to dim them after midnight.',
  ),
  paragraph(
    'The dependence on the marine layer is stronger than we expected. With the top of the layer below 400 m, the lamps ' +
      'lie under a lid, and the median reaches 21.47 mag/arcsec². With the top between 900 m and the height of the ' +
      'station, the light of the coast is scattered at its most efficient angle, and half a magnitude is lost. Table 1 ' +
      'gives the numbers by year; the pattern is the same in each of them.',
  ),
  paragraph(
    'A logistic model with two inputs, the height of the inversion at midday and the relative humidity at the station at ' +
      'four in the afternoon, tells nights darker than 21.3 from all others with a hit rate of 81 per cent. Adding the ' +
      'wind, the pressure or the date does not improve it by more than one per cent.',
  ),
  heading('5 Discussion'),
  first(
    'It is tempting to credit the new lamps with all of the trend, and the timing speaks for it. Two other effects point ' +
      'in the same direction, however. The solar cycle passed its maximum in the middle of our period, so that airglow ' +
      'first rose and then fell; and the summers of 2024 and 2025 were unusually dry. A difference between the readings ' +
      'before and after midnight is free of both, since airglow and humidity hardly change at that hour while the lamps ' +
      'do. It grew from 0.05 to 0.14 mag, which makes the dimming responsible for at least half of what was gained.',
  ),
  paragraph(
    'For the planning of observations the second result matters more. A night can be called dark or bright at four in ' +
      'the afternoon, early enough to choose the programme: faint galaxies under a low lid, bright stars otherwise. Since ' +
      'October 2025 the observatory has done so. The share of exposures that had to be repeated has fallen from 9 to 4 ' +
      'per cent.',
  ),
  paragraph(
    'Three caveats are in order. The zenith is the kindest part of the sky, and what we say about it does not hold for ' +
      'the southern horizon, where the glow of the shipping lane has grown. The photometer weighs colours differently from ' +
      'the eye: warm lamps count for less in *V* than they do for a person who looks up. And five years are short. A ' +
      'second run of dry summers would be enough to change the trend by a third.',
  ),
  paragraph(
    'None of this touches the use of the soundings. They are made twice a day at some seven hundred places, for reasons ' +
      'that have nothing to do with astronomy, and they are free. A coastal observatory that writes down its own readings ' +
      'for one winter has all that it needs to fit the two numbers of the model to its own ridge [5].',
  ),
  heading('6 Conclusions'),
  first(
    'Five years of measurements show a coastal site that is becoming darker, against the trend of the continent. The ' +
      'lamps below explain much of it. What the lamps do not explain, the marine layer mostly does, and a sounding at ' +
      'noon is enough to make use of it. The data are open, down to the single reading, and the authors will be glad to ' +
      'see them used elsewhere.',
  ),
  heading('Acknowledgements'),
  first(
    'We thank the mayors of the four municipalities for the dates at which their lamps were changed, street by street, ' +
      'and the weather service for its soundings. The night assistants Jeanne Caron and Luca Ferri cleaned a window that ' +
      'is four centimetres wide on 1,826 mornings.',
  ),
  heading('References'),
  reference('[1] Kessler, M. and Duarte, P., “Citizens count the stars”, *Ann. Photometry* 31, 88–97 (2023).'),
  reference('[2] Aldous, R., “A decade of brighter nights”, *J. Sky Meas.* 9, 12–29 (2023).'),
  reference(
    '[3] Moreau, C. *et al.*, “Scattering by marine aerosol at low angles”, *Atmos. Opt. Lett.* 4, 301–318 (2019).',
  ),
  reference('[4] Halvorsen, T., “Six weeks on the rim”, *J. Sky Meas.* 5, 140–146 (2018).'),
  reference('[5] Lindqvist, B. and Oliveira, T., *Photometers for the Patient*, 2nd ed., Porto: Farol (2021).'),
];

export const FOOTNOTES: readonly string[] = [
  '^a^ Clear: no cloud above 5 degrees in the all-sky camera.',
  '^b^ The limit was set on ten nights for which we also had',
  'camera images, and not touched afterwards.',
];

export const TABLE_HEAD: readonly string[] = ['Year', 'Nights', 'Median', 'Low lid', 'High lid'];
export const TABLE_ROWS: readonly (readonly string[])[] = [
  ['2021', '274', '21.09', '21.39', '20.91'],
  ['2022', '288', '21.11', '21.42', '20.92'],
  ['2023', '269', '21.17', '21.46', '20.96'],
  ['2024', '291', '21.23', '21.51', '21.01'],
  ['2025', '290', '21.26', '21.55', '21.03'],
];
